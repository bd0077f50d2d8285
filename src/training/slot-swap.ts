/**
 * Augmentation: the same carrier phrase with another value of the same slot. From "wake me at [six]" and "[half past
 * nine] is fine", both times, come "wake me at [half past nine]" and "[six] is fine": so that a tag is learned from
 * what stands around a value, not from the few values that an example set has. Done on encoded tokens: no text is cut
 * anew.
 */
import type { EncodedText, Example } from '@/model/encoding'
import { beginTag, insideTag, isBeginTag, slotOfTag } from '@/model/labels'
import { createRandom } from '@/project/random'
import type { Augment } from './batches'

/**
 * Swaps each slot value for another of the same slot, with the given probability an utterance.
 * Values are those of the examples and, where the skill lists them, of the slot types.
 *
 * @param listed extra values by slot class, encoded
 */
export function createSlotSwap(
  examples: readonly Example[],
  listed: ReadonlyMap<number, readonly EncodedText[]>,
  probability: number,
): Augment {
  const values = collectValues(examples)
  for (const [slot, more] of listed) values.set(slot, [...(values.get(slot) ?? []), ...more])
  return (example, seed) => {
    if (!example.tags) return example
    const random = createRandom(seed)
    if (random.next() >= probability) return example
    const words: number[] = []
    const subwords: (readonly number[])[] = []
    const forms: number[] = []
    const tags: number[] = []
    // Values may be of another length than those that they replace: all per-token arrays are built anew, tags with
    // them.
    for (const piece of cutIntoPieces(example)) {
      const other = piece.slot < 0 ? undefined : random.pick(values.get(piece.slot) ?? [])
      const value: EncodedText = other ?? {
        words: example.words.subarray(piece.start, piece.end),
        subwords: example.subwords.slice(piece.start, piece.end),
        forms: example.forms.subarray(piece.start, piece.end),
      }
      for (let index = 0; index < value.words.length; index += 1) {
        words.push(value.words[index] ?? -1)
        subwords.push(value.subwords[index] ?? [])
        forms.push(value.forms[index] ?? 0)
        tags.push(piece.slot < 0 ? 0 : index === 0 ? beginTag(piece.slot) : insideTag(piece.slot))
      }
    }
    return {
      words: Int32Array.from(words),
      subwords,
      forms: Int32Array.from(forms),
      intent: example.intent,
      tags: Int32Array.from(tags),
    }
  }
}

/** The distinct values of each slot in the examples, by their words and subwords. */
function collectValues(examples: readonly Example[]): Map<number, EncodedText[]> {
  const values = new Map<number, Map<string, EncodedText>>()
  for (const example of examples) {
    for (const { slot, start, end } of cutIntoPieces(example)) {
      if (slot < 0) continue
      const value = {
        words: example.words.slice(start, end),
        subwords: example.subwords.slice(start, end),
        forms: example.forms.slice(start, end),
      }
      const known = values.get(slot) ?? new Map<string, EncodedText>()
      known.set(`${value.words.join()}|${value.subwords.join('/')}`, value)
      values.set(slot, known)
    }
  }
  return new Map([...values].map(([slot, distinct]) => [slot, [...distinct.values()]]))
}

/** Runs of tokens: whole slot values, and what stands between them (`slot` −1). */
function cutIntoPieces(example: Example): { slot: number; start: number; end: number }[] {
  const pieces: { slot: number; start: number; end: number }[] = []
  const tags = example.tags ?? new Int32Array(example.words.length)
  for (let index = 0; index < example.words.length; index += 1) {
    const tag = tags[index] ?? 0
    const slot = slotOfTag(tag)
    const last = pieces[pieces.length - 1]
    if (last && last.slot === slot && !isBeginTag(tag)) last.end = index + 1
    else pieces.push({ slot, start: index, end: index + 1 })
  }
  return pieces
}
