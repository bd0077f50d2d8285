import type { FormatId, OutputFile } from '@/formats/format'
import { readFiles } from '@/formats/read-files'
import type { Project, Utterance } from '@/project/project'

/** Whether what was written says the same when it is read again. */
export type RoundTrip = { kind: 'same' | 'different'; message: string }

/** Reads files that were just written and compares their utterances with the skill's. */
export function checkRoundTrip(
  project: Project,
  files: readonly OutputFile[],
  format: FormatId,
): RoundTrip {
  const outcome = readFiles(
    files.map(({ name, bytes }) => ({ name, content: bytes })),
    { format },
  )
  if (outcome.kind === 'failed') {
    return { kind: 'different', message: `It could not be read back: ${outcome.message}` }
  }
  const read = new Set(outcome.project.utterances.map(keyOf))
  const missing = project.utterances.filter((utterance) => !read.has(keyOf(utterance)))
  const total = project.utterances.length
  return missing.length === 0
    ? {
        kind: 'same',
        message: `All ${total} utterances came back with their intents and slots.`,
      }
    : {
        kind: 'different',
        message: `${total - missing.length} of ${total} utterances came back with their intents and slots. The list above says why; this format is for handing over, not for backup.`,
      }
}

function keyOf({ text, intent, spans }: Utterance): string {
  const slots = spans.map(({ start, end, slot }) => `${slot}=${text.slice(start, end)}`)
  return JSON.stringify([text.replace(/\s+/g, ' ').trim(), intent, slots])
}
