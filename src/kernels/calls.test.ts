import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import {
  ADAM_CALL,
  ADAM_TENSOR,
  DENSE_BACKWARD_CALL,
  FLOAT_FIELDS,
  LSTM_BACKWARD_CALL,
  LSTM_FORWARD_CALL,
  writeCall,
} from './calls'

const ASSEMBLY = readFileSync(new URL('./assembly/calls.ts', import.meta.url), 'utf8')

/** The fields of a struct of the assembly, in their order; all are of four bytes. */
function fieldsOf(struct: string): { name: string; isFloat: boolean }[] {
  const [, body = ''] = new RegExp(`class ${struct} {([^}]*)}`).exec(ASSEMBLY) ?? []
  return [...body.matchAll(/^ {2}(\w+): (usize|i32|f32)$/gm)].map(([, name, type]) => ({
    name: name!,
    isFloat: type === 'f32',
  }))
}

it.each([
  ['LstmForwardCall', LSTM_FORWARD_CALL],
  ['LstmBackwardCall', LSTM_BACKWARD_CALL],
  ['DenseBackwardCall', DENSE_BACKWARD_CALL],
  ['AdamCall', ADAM_CALL],
  ['AdamTensor', ADAM_TENSOR],
])('lists the fields of %s as the assembly declares them', (struct, fields: readonly string[]) => {
  expect(fieldsOf(struct)).toEqual(
    fields.map((name) => ({ name, isFloat: FLOAT_FIELDS.has(name) })),
  )
})

it('knows every struct of the assembly', () => {
  expect(ASSEMBLY.match(/^export class \w+/gm)).toHaveLength(5)
})

it('writes each value to the place of its field, beyond two gigabytes too', () => {
  const memory = new ArrayBuffer(16)
  writeCall(['a', 'b'] as const, { b: 3_000_000_000, a: 7 }, { memory, pointer: 4 })
  expect([...new Uint32Array(memory)]).toEqual([0, 7, 3_000_000_000, 0])
})

it('writes what is a fraction as a float', () => {
  const memory = new ArrayBuffer(8)
  writeCall(['count', 'decay'] as const, { count: 3, decay: 0.25 }, { memory, pointer: 0 })
  expect([new Uint32Array(memory)[0], new Float32Array(memory)[1]]).toEqual([3, 0.25])
})
