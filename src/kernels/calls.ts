/**
 * The structs of `assembly/calls.ts` as the host writes them: the fields in their order in memory. A kernel of twenty
 * numbers in a row can't be read, nor checked, where it is called. Every field has four bytes, u32, i32 or f32, so that
 * field n lies at byte 4n; a test compares both lists.
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

/** Fields of `DenseBackwardCall`, four bytes each. */
export const DENSE_BACKWARD_CALL = [
  'dy',
  'x',
  'kernel',
  'dx',
  'dKernel',
  'dBias',
  'rows',
  'inputs',
  'outputs',
] as const

/** Fields of `AdamCall`, four bytes each. */
export const ADAM_CALL = [
  'table',
  'tensors',
  'scale',
  'beta1',
  'beta2',
  'meanCorrection',
  'varianceCorrection',
  'epsilon',
] as const

/** Fields of `AdamTensor`, four bytes each. */
export const ADAM_TENSOR = [
  'weight',
  'gradient',
  'mean',
  'variance',
  'count',
  'learningRate',
  'decay',
] as const

/** Fields of any struct that are f32; the others are pointers and counts. */
export const FLOAT_FIELDS: ReadonlySet<string> = new Set([
  'scale',
  'beta1',
  'beta2',
  'meanCorrection',
  'varianceCorrection',
  'epsilon',
  'learningRate',
  'decay',
])

/** Writes a call to its place in the kernels' memory: `pointer` is a byte offset, a multiple of 4. */
export function writeCall<Field extends string>(
  fields: readonly Field[],
  values: Readonly<Record<Field, number>>,
  { memory, pointer }: { memory: ArrayBufferLike; pointer: number },
): void {
  // The same bytes as two views: which one a field is written through decides about its bits.
  const words = new Uint32Array(memory, pointer, fields.length)
  const floats = new Float32Array(memory, pointer, fields.length)
  for (const [index, field] of fields.entries()) {
    const view = FLOAT_FIELDS.has(field) ? floats : words
    view[index] = values[field]
  }
}
