/** One training on one published split: what `--json` writes, a line each. */
import * as v from 'valibot'
import { finite, readAs } from '@/project/schema-parts'
import { BENCHMARKS } from './splits'

const rowSchema = v.object({
  benchmark: v.picklist(BENCHMARKS),
  /** Training utterances an intent. */
  size: finite,
  seed: finite,
  intentAccuracy: finite,
  /** As Snips counted it; null where the benchmark has no slots, as the next two. */
  macroSlotF1: v.nullable(finite),
  /** Over all spans together. */
  slotF1: v.nullable(finite),
  frameAccuracy: v.nullable(finite),
  /** Learning alone, on one thread. */
  seconds: finite,
  /** Name of the pretrained network and the beginning of its weights' hash. */
  network: v.string(),
})

export type PublicRow = v.InferOutput<typeof rowSchema>

/** The rows in a text; none when it is something else. */
export function readRowsOf(text: string): PublicRow[] {
  try {
    return readAs(v.array(rowSchema), JSON.parse(text)) ?? []
  } catch {
    return []
  }
}
