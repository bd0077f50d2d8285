import * as v from 'valibot'
import { expect, it } from 'vitest'
import { finite, readAs, recordOf } from './schema-parts'

it('keeps every key that a person may have chosen', () => {
  const record = JSON.parse(
    '{"constructor": ["a"], "prototype": [], "__proto__": ["b"], "size": []}',
  )
  const read = readAs(recordOf(v.array(v.string())), record)
  expect(Object.keys(read ?? {})).toEqual(['constructor', 'prototype', '__proto__', 'size'])
})

it.each([null, 7, 'a', [['a', []]], { size: 'small' }])(
  'refuses %j for a record of lists',
  (wrong) => {
    expect(readAs(recordOf(v.array(v.string())), wrong)).toBeNull()
  },
)

it.each([Number.NaN, Number.POSITIVE_INFINITY, '1', null])('takes %j for no number', (wrong) => {
  expect(readAs(finite, wrong)).toBeNull()
})
