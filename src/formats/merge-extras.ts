/** Joins what formats keep for their export, when several files or skills bring some of it. */
import { asRecord } from './json-access'

/**
 * Both of what a format keeps: lists one behind the other without repeats, records by name, and of
 * single values the first.
 */
export function mergeExtra(first: unknown, second: unknown): unknown {
  if (first === undefined || first === null) return second
  if (Array.isArray(first) && Array.isArray(second)) {
    const known = new Set(first.map((one) => JSON.stringify(one)))
    return [...first, ...second.filter((one) => !known.has(JSON.stringify(one)))]
  }
  const one = asRecord(first)
  const other = asRecord(second)
  return one && other ? mergeExtras(one, other) : first
}

/** The same for all formats at once. */
export function mergeExtras(
  first: Record<string, unknown>,
  second: Record<string, unknown>,
): Record<string, unknown> {
  const merged = new Map(Object.entries(first))
  for (const [key, value] of Object.entries(second)) {
    merged.set(key, mergeExtra(merged.get(key), value))
  }
  return Object.fromEntries(merged)
}
