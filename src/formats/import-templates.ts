/** The patterns of an import: each once, expanded when everything has been read. */
import { expandTemplates, HARD_LIMIT } from '@/project/expansion'
import { parseTemplate } from '@/project/expansion-template'
import type { Project, Template, Utterance } from '@/project/project'
import type { ReadOptions, ReportEntry } from './format'
import type { ImportDeclarations } from './import-declarations'
import type { ImportLog } from './import-log'
import type { Names } from './names'
import { placeWords } from './place-words'
import type { Place } from './source-utterance'

/** A pattern with `{slot}` placeholders as a file states it; `repair` says what its reader has changed. */
export type SourceTemplate = { at: Place; intent: string; text: string; repair?: string }

/** Gathers patterns; `prefix` begins their ids. */
export function createImportTemplates({
  names,
  declarations,
  log,
  prefix,
}: {
  names: Names
  declarations: ImportDeclarations
  log: ImportLog
  prefix: string
}) {
  const templates: Template[] = []
  const seen = new Map<string, string>()
  const entryOf = new Map<string, ReportEntry>()

  /** The pattern with placeholders as the intent declares its slots, and what had to be changed for that. */
  function withDeclaredSlots(intent: string, text: string): { text: string; repairs: string[] } {
    const repairs: string[] = []
    declarations.addIntent(intent)
    const fixed = parseTemplate(text).map((part) => {
      if (part.kind === 'text') return part.text
      const slot = declarations.findSlot(intent, part.slot)
      if (slot === null) {
        repairs.push(`{${part.slot}} was not declared as a slot of ${intent}.`)
        declarations.noteSlot(intent, part.slot)
      } else if (slot !== part.slot) repairs.push(`{${part.slot}} is declared as {${slot}}.`)
      return `{${slot ?? part.slot}}`
    })
    return { text: fixed.join(''), repairs }
  }

  return {
    all: templates as readonly Template[],
    add({ at, ...given }: SourceTemplate): void {
      const text = given.text.trim().replace(/\s+/gu, ' ')
      if (text === '' || !given.intent.trim()) {
        const reason = text === '' ? 'It holds no text.' : 'The pattern has no intent.'
        log.note('skipped', at, given.text, { reason })
        return
      }
      const fixed = withDeclaredSlots(given.intent, text)
      const repairs = given.repair ? [given.repair, ...fixed.repairs] : fixed.repairs
      const intent = names.clean(given.intent)
      const key = `${intent}\n${fixed.text}`
      const twin = seen.get(key)
      if (twin !== undefined) {
        log.note('skipped', at, text, { reason: `The same pattern stands at ${placeWords(twin)}.` })
        return
      }
      seen.set(key, at.place)
      const id = `t-${prefix}-${templates.length + 1}`
      templates.push({ id, intent, text: fixed.text })
      const kind = repairs.length > 0 ? 'changed' : 'expanded'
      entryOf.set(id, log.note(kind, at, text, { reason: repairs.join(' ') }))
    },
    /** The utterances that the patterns make, beside those that are there; their entries say how many. */
    expand(
      draft: Project,
      taken: readonly Utterance[],
      options: Pick<ReadOptions, 'seed' | 'maxExpanded' | 'onProgress'>,
    ): readonly Utterance[] {
      options.onProgress?.({ phase: 'expanding', done: 0, total: templates.length })
      const expansion = expandTemplates(draft, templates, {
        seed: options.seed ?? 1,
        maxUtterances: options.maxExpanded ?? 5000,
        idPrefix: `u-${prefix}-t`,
        taken,
      })
      for (const [id, entry] of entryOf) {
        entry.made = expansion.made.get(id) ?? 0
        if (entry.made > 0) continue
        entry.kind = 'kept'
        const why =
          expansion.utterances.length >= HARD_LIMIT
            ? `The pattern is kept, but no more than ${HARD_LIMIT} utterances are made.`
            : 'The pattern is kept, but every sentence made from it already exists.'
        entry.reason = `${entry.reason} ${why}`.trim()
      }
      return expansion.utterances
    },
  }
}
