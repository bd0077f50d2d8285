/** Home Assistant's own parser: does it take the sentences, and recognise what was made from them? */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFiles } from '@/formats/read-files'
import { neighbouringSlots, templateOf } from '@/project/expansion-template'
import type { Project } from '@/project/project'
import type { VendorReader } from '../vendor-reader'

/** So many utterances of a skill are said to it. */
const MOST_SAID = 100

export const hassil: VendorReader = {
  name: 'hassil 3.12.1',
  formats: ['home-assistant'],
  pip: [['hassil==3.12.1', 'PyYAML==6.0.4']],
  read: (cases, { python }) => {
    for (const { folder, written } of cases) {
      const files = written.map(({ name, bytes }) => ({ name, content: bytes }))
      const outcome = readFiles(files, { format: 'home-assistant', projectId: 'vendors' })
      const utterances = outcome.kind === 'imported' ? sayable(outcome.project) : []
      const step = Math.max(1, Math.floor(utterances.length / MOST_SAID))
      const said = utterances
        .filter((_, index) => index % step === 0)
        .slice(0, MOST_SAID)
        .map(({ text, intent, spans }) => ({
          text,
          intent,
          slots: spans.map(({ start, end, slot }) => [slot, text.slice(start, end)]),
        }))
      writeFileSync(join(folder, 'said.json'), JSON.stringify(said))
    }
    return python('read-hassil.py', cases)
  },
}

/** What the lists hold as it stands; “a {count} of” with “a pair” is said as “a pair of”, which they do not. */
function sayable({ utterances, intents, slotTypes }: Project): Project['utterances'] {
  const typeOf = new Map(
    intents.flatMap(({ name, slots }) => slots.map((slot) => [`${name}\n${slot.name}`, slot.type])),
  )
  const wordsOf = new Map(
    slotTypes.map(({ name, values }) => [
      name,
      new Set(values.flatMap(({ value, synonyms }) => [value, ...synonyms])),
    ]),
  )
  const wordsIn = (intent: string | null, slot: string) =>
    wordsOf.get(typeOf.get(`${intent}\n${slot}`) ?? slot)
  const isOpen = (intent: string | null, slot: string) => (wordsIn(intent, slot)?.size ?? 0) === 0
  return utterances.filter((utterance) => {
    const { text, intent, spans } = utterance
    // The export says of these that they are never found.
    const isLost = neighbouringSlots(templateOf(utterance)).some((pair) =>
      pair.every((slot) => isOpen(intent, slot)),
    )
    return (
      !isLost &&
      spans.every(({ start, end, slot }) => {
        const words = wordsIn(intent, slot)
        return isOpen(intent, slot) || words?.has(text.slice(start, end))
      })
    )
  })
}
