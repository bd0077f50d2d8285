/** The utterances of an import: trimmed, snapped to tokens, each once. */
import { createUtterance, type Utterance } from '@/project/project'
import type { ImportDeclarations } from './import-declarations'
import type { ImportLog } from './import-log'
import type { Names } from './names'
import { placeWords } from './place-words'
import type { SourceSpan, SourceUtterance } from './source-utterance'
import { trimSpans } from './span-repair'

/** Gathers utterances; `intent` is that of those that have none, `prefix` begins their ids. */
export function createImportUtterances({
  names,
  declarations,
  log,
  intent: fallback,
  prefix,
}: {
  names: Names
  declarations: ImportDeclarations
  log: ImportLog
  intent: string | undefined
  prefix: string
}) {
  const utterances: Utterance[] = []
  const seen = new Map<string, string>()
  return {
    all: utterances as readonly Utterance[],
    add(given: SourceUtterance): void {
      const { at, split = 'auto' } = given
      // A name of nothing is no name.
      const intent = names.clean(given.intent ?? '') || names.clean(fallback ?? '') || null
      const cleaned = (given.spans ?? []).map((span) => withoutOwnValue(given.text, span, names))
      const { text, spans, repairs: moved } = trimSpans(given.text, cleaned)
      const repairs = [...moved, ...(given.doubts ?? [])]
      if (text === '') {
        log.note('skipped', at, given.text, { reason: 'It holds no text.' })
        return
      }
      if (intent !== null) {
        declarations.addIntent(intent)
        for (const span of spans) declarations.noteSlot(intent, span.slot, span.type)
      }
      for (const { start, end, slot, type, value } of spans) {
        const said = text.slice(start, end)
        if (!value || value.trim() === said) continue
        declarations.noteValue({ intent, slot, type }, value, said)
      }
      const plainSpans = spans.map(({ start, end, slot }) => ({ start, end, slot }))
      // Lengths go first, so that no two of these can run into each other.
      let key = `${intent?.length} ${intent} ${text.length} ${text}`
      for (const span of plainSpans) {
        key += ` ${span.start} ${span.end} ${span.slot.length} ${span.slot}`
      }
      const twin = seen.get(key)
      if (twin !== undefined) {
        const reason = `The same utterance stands at ${placeWords(twin)}.`
        log.note('skipped', at, text, { reason })
        return
      }
      seen.set(key, at.place)
      const utterance = createUtterance({
        id: `u-${prefix}-${utterances.length + 1}`,
        text,
        intent,
        spans: plainSpans,
        status: intent === null ? 'todo' : repairs.length > 0 ? 'check' : 'done',
        split,
      })
      const note = [given.note, ...repairs].filter(Boolean).join(' ')
      utterances.push(note === '' ? utterance : { ...utterance, note })
      if (repairs.length === 0) log.note('imported', at, text, { made: 1 })
      else {
        const remedy = 'Check its slots.'
        log.note('changed', at, text, { reason: repairs.join(' '), remedy, made: 1 })
      }
    },
  }
}

/** A span with clean names, and without a value that only repeats what is said there. */
function withoutOwnValue(text: string, span: SourceSpan, names: Names): SourceSpan {
  const { value, type, ...rest } = span
  const isOwn = value?.trim() === text.slice(span.start, span.end).trim()
  return {
    ...rest,
    slot: names.clean(span.slot),
    ...(type === undefined ? {} : { type: names.clean(type) }),
    ...(value === undefined || isOwn ? {} : { value }),
  }
}
