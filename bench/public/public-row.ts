/** One training on one published split: what `--json` writes, a line each. */
import { z } from 'zod'
import { BENCHMARKS } from './splits'

const rowSchema = z.object({
  benchmark: z.enum(BENCHMARKS),
  /** Training utterances an intent. */
  size: z.number(),
  seed: z.number(),
  intentAccuracy: z.number(),
  /** As Snips counted it; null where the benchmark has no slots, as the next two. */
  macroSlotF1: z.number().nullable(),
  /** Over all spans together. */
  slotF1: z.number().nullable(),
  frameAccuracy: z.number().nullable(),
  /** Learning alone, on one thread. */
  seconds: z.number(),
  /** Name of the pretrained network and the beginning of its weights' hash. */
  network: z.string(),
})

export type PublicRow = z.infer<typeof rowSchema>

/** The rows in a text; none when it is something else. */
export function readRowsOf(text: string): PublicRow[] {
  try {
    return z.array(rowSchema).safeParse(JSON.parse(text)).data ?? []
  } catch {
    return []
  }
}
