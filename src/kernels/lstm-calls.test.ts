import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { LSTM_BACKWARD_CALL, LSTM_FORWARD_CALL, writeCall } from './lstm-calls'

const ASSEMBLY = readFileSync(new URL('./assembly/lstm-calls.ts', import.meta.url), 'utf8')

/** The fields of a struct of the assembly, in their order; all are of four bytes. */
function fieldsOf(struct: string): string[] {
  const [, body = ''] = new RegExp(`class ${struct} {([^}]*)}`).exec(ASSEMBLY) ?? []
  return [...body.matchAll(/^ {2}(\w+): (?:usize|i32)$/gm)].map(([, name]) => name!)
}

it('lists the fields of a call as the assembly declares them', () => {
  expect(fieldsOf('LstmForwardCall')).toEqual([...LSTM_FORWARD_CALL])
  expect(fieldsOf('LstmBackwardCall')).toEqual([...LSTM_BACKWARD_CALL])
})

it('writes each value to the place of its field, beyond two gigabytes too', () => {
  const memory = new ArrayBuffer(16)
  writeCall(['a', 'b'] as const, { b: 3_000_000_000, a: 7 }, { memory, pointer: 4 })
  expect([...new Uint32Array(memory)]).toEqual([0, 7, 3_000_000_000, 0])
})
