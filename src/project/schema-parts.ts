import * as v from 'valibot'

/** Parts of which the schemas of data from outside are made. */

/** A number that is one: neither infinite nor `NaN`. */
export const finite = v.pipe(v.number(), v.finite())

/** A whole number. */
export const integer = v.pipe(v.number(), v.safeInteger())

/** A whole number from 0 on. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** A whole number from 1 on. */
export const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

/** A number above 0. */
export const positive = v.pipe(v.number(), v.finite(), v.gtValue(0))

/** From 0 to 1. */
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** A text that is not empty. */
export const named = v.pipe(v.string(), v.nonEmpty())

/** What a schema makes of something, or null. */
export function readAs<Value>(
  schema: v.GenericSchema<unknown, Value>,
  something: unknown,
): Value | null {
  const read = v.safeParse(schema, something)
  return read.success ? read.output : null
}

/**
 * An object with any keys, of which people may have chosen some. `v.record` drops keys such as `constructor`; an intent
 * may have that name.
 */
export function recordOf<Value>(
  value: v.GenericSchema<unknown, Value>,
): v.GenericSchema<unknown, Record<string, Value>> {
  return v.pipe(
    v.custom<object>(isObject, 'Expected Object'),
    v.transform((record): [string, unknown][] => Object.entries(record)),
    v.array(v.tuple([v.string(), value])),
    v.transform((entries): Record<string, Value> => Object.fromEntries(entries)),
  )
}

function isObject(something: unknown): boolean {
  return typeof something === 'object' && something !== null && !Array.isArray(something)
}
