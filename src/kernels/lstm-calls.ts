/**
 * The structs of `assembly/lstm-calls.ts` as the host writes them: the fields in their order in memory. A kernel of
 * twenty numbers in a row can't be read, nor checked, where it is called.
 */

/** Fields of `LstmForwardCall`, four bytes each. */
export const LSTM_FORWARD_CALL = [
  'x',
  'mask',
  'lengths',
  'inputKernel',
  'recurrentKernel',
  'bias',
  'inputPanels',
  'isInputPacked',
  'recurrentPanels',
  'isRecurrentPacked',
  'y',
  'gates',
  'cellStates',
  'batch',
  'time',
  'inputs',
  'units',
  'cells',
] as const

/** Fields of `LstmBackwardCall`, four bytes each. */
export const LSTM_BACKWARD_CALL = [
  'dy',
  'x',
  'mask',
  'lengths',
  'inputKernel',
  'recurrentKernel',
  'y',
  'gates',
  'cellStates',
  'dInputKernel',
  'dRecurrentKernel',
  'dBias',
  'batch',
  'time',
  'inputs',
  'units',
  'cells',
  'constants',
] as const

/** Writes a call to its place in the kernels' memory. */
export function writeCall<Field extends string>(
  fields: readonly Field[],
  values: Readonly<Record<Field, number>>,
  { memory, pointer }: { memory: ArrayBufferLike; pointer: number },
): void {
  new Uint32Array(memory, pointer, fields.length).set(fields.map((field) => values[field]))
}
