import { expect, it } from 'vitest'
import { toCsv } from './table-text'

it('quotes what would break a row', () => {
  expect(
    toCsv([
      ['intent', 'f1'],
      ['say "hi", now', 0.5],
    ]),
  ).toBe('intent,f1\r\n"say ""hi"", now",0.5')
})
