/** Training numbers given on the command line as JSON, checked against what there is to set. */
import { FINE_TUNING, type TrainingConfig } from '@/training/training-config'

export type OverrideOutcome =
  | { kind: 'read'; config: Partial<TrainingConfig> }
  | { kind: 'failed'; reason: string }

/** Reads `{"epochs":20}`; names and kinds of values must be those of the training config. */
export function readConfigOverride(text: string): OverrideOutcome {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return { kind: 'failed', reason: `${text} is not JSON; write it like '{"epochs":20}'.` }
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { kind: 'failed', reason: `${text} is not an object; write it like '{"epochs":20}'.` }
  }
  const known = new Map<string, unknown>(Object.entries(FINE_TUNING))
  for (const [name, value] of Object.entries(given)) {
    if (!known.has(name)) {
      return {
        kind: 'failed',
        reason: `There is no training setting "${name}". There are: ${[...known.keys()].join(', ')}.`,
      }
    }
    const problem = whyUnfit(name, value, known.get(name))
    if (problem) return { kind: 'failed', reason: problem }
  }
  return { kind: 'read', config: given as Partial<TrainingConfig> }
}

function whyUnfit(name: string, value: unknown, example: unknown): string | null {
  if (typeof value !== typeof example || (value === null) !== (example === null)) {
    return `The training setting "${name}" must be like ${JSON.stringify(example)}.`
  }
  if (typeof example === 'number' && !Number.isFinite(value)) {
    return `The training setting "${name}" must be a number.`
  }
  if (name === 'keep' && !['best', 'average', 'last'].includes(String(value))) {
    return 'The training setting "keep" must be "best", "average" or "last".'
  }
  if (typeof example === 'object' && example !== null) {
    for (const [part, inner] of Object.entries(example)) {
      const problem = whyUnfit(`${name}.${part}`, (value as Record<string, unknown>)[part], inner)
      if (problem) return problem
    }
  }
  return null
}
