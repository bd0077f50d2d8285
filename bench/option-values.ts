/** Options of benches that a person starts and that tests start: a wrong one is told in a sentence, not thrown. */
import { type ParseArgsConfig, parseArgs } from 'node:util'

type OptionTypes = NonNullable<ParseArgsConfig['options']>

/** The values as they were written, or a sentence about what is wrong with them. */
export function readValues<const T extends OptionTypes>(args: string[], options: T) {
  try {
    return { kind: 'read' as const, values: parseArgs({ args, options }).values }
  } catch (error) {
    return {
      kind: 'wrong' as const,
      problem: error instanceof Error ? error.message : String(error),
    }
  }
}

/** A list of sizes such as "100,300", each once; null when it isn't one. */
export function readSizes(text: string, least: number): number[] | null {
  const sizes = text.split(',').map(Number)
  return sizes.every((size) => Number.isInteger(size) && size >= least) ? [...new Set(sizes)] : null
}

/** A whole number from 1 on; null when it isn't one. */
export function readCount(text: string): number | null {
  const count = Number(text)
  return Number.isInteger(count) && count >= 1 ? count : null
}
