/** Gathers what readers find into one project, and accounts for every sample. */
import { expandTemplates, HARD_LIMIT } from '@/project/expansion'
import { parseTemplate } from '@/project/expansion-template'
import type { Intent, Project, SlotType, Span, SplitChoice, Utterance } from '@/project/project'
import { createProject, createUtterance } from '@/project/project'
import { hashText } from '@/project/random'
import type { Repair } from '@/project/repair-project'
import type { ImportReport, ReadOptions, ReportCounts, ReportEntry } from './format'
import { mergeExtra } from './merge-extras'
import { mergeProjects } from './merge-projects'
import { createNames, type Names } from './names'
import { placeWords } from './place-words'
import { entriesOfProject } from './project-entries'
import { trimSpans } from './span-repair'

/** Where in which file something stands: a line number or a JSON path. */
export type Place = { file: string; place: string }

/** A span as a file states it: perhaps with the type of its slot and its canonical value. */
export type SourceSpan = Span & { type?: string; value?: string }

export type SourceUtterance = {
  at: Place
  text: string
  intent: string | null
  spans?: readonly SourceSpan[]
  split?: SplitChoice
  note?: string
  /** What the reader could not make sense of, in sentences: the utterance is to be checked. */
  doubts?: readonly string[]
}

export type ProjectBuilder = {
  setName: (name: string) => void
  setLocale: (locale: string) => void
  addIntent: (name: string, options?: { kind?: Intent['kind']; note?: string }) => void
  /**
   * Declares a slot of an intent, and its type; the first declaration of a name counts, wherever it
   * stands. A slot that is only used takes the type that other intents declare for its name.
   */
  addSlot: (intent: string, slot: string, type: string) => void
  addSlotType: (name: string, options?: { isExtensible?: boolean }) => void
  addValue: (type: string, value: string, synonyms: readonly string[]) => void
  /** Adds a text after trimming it and snapping its spans to tokens; reports what it changed. */
  addUtterance: (utterance: SourceUtterance) => void
  /** Adds a pattern with `{slot}` placeholders; it is expanded when everything has been read. */
  addTemplate: (template: { at: Place; intent: string; text: string; repair?: string }) => void
  keep: (at: Place, text: string, reason: string) => void
  skip: (at: Place, text: string, reason: string, remedy?: string) => void
  /** Takes a whole project as it is; one that stands alone keeps every id and detail. */
  addProject: (project: Project, file: string, repairs: readonly Repair[]) => void
  /** Keeps what Skillet does not use, for the export. */
  addExtra: (format: string, value: unknown) => void
  /** How much there is so far: a reader that adds nothing has found nothing. */
  size: () => number
  /** Whether an intent of this name is declared. */
  hasIntent: (name: string) => boolean
  /** The declared slots of an intent: name → type. */
  slotsOf: (intent: string) => ReadonlyMap<string, string>
  finish: (options: { name: string; projectId: string; files: ImportReport['files'] }) => {
    project: Project
    report: ImportReport
  }
}

/** So many samples between two words of progress: about a tenth of a second. */
const REPORT_EVERY = 5000

/** `type` is empty while the slot is only used and nothing has said what it takes. */
type SlotDraft = { type: string; isDeclared: boolean }
type IntentDraft = { kind: Intent['kind']; note: string; slots: Map<string, SlotDraft> }

/** A builder for one import. Everything is held in maps, so that no name can reach a prototype. */
export function createProjectBuilder(
  options: Pick<
    ReadOptions,
    'seed' | 'maxExpanded' | 'projectId' | 'onProgress' | 'intent' | 'known'
  >,
): ProjectBuilder {
  const prefix = hashText(options.projectId ?? '').toString(36)
  const intents = new Map<string, IntentDraft>()
  const slotTypes = new Map<
    string,
    { isExtensible: boolean | null; values: Map<string, Set<string>> }
  >()
  const utterances: Utterance[] = []
  const templates: Project['templates'] = []
  const seenUtterances = new Map<string, string>()
  const seenTemplates = new Map<string, string>()
  const entries: ReportEntry[] = []
  const entryOfTemplate = new Map<string, ReportEntry>()
  const extras = new Map<string, unknown>()
  const names = createNames()
  /** Values of slots whose type may still be declared. */
  const pending: { intent: string; slot: string; value: string; said: string }[] = []
  let name = ''
  let locale = ''
  const whole: Project[] = []

  function note(
    kind: ReportEntry['kind'],
    at: Place,
    text: string,
    reason = '',
    remedy = '',
    made = 0,
  ): ReportEntry {
    const entry = { kind, file: at.file, place: at.place, text, reason, remedy, made }
    entries.push(entry)
    if (entries.length % REPORT_EVERY === 0) {
      options.onProgress?.({
        phase: 'reading',
        done: entries.length,
        total: 0,
        file: at.file,
      })
    }
    return entry
  }

  function intentDraft(given: string): IntentDraft {
    const intent = names.clean(given)
    let draft = intents.get(intent)
    if (!draft) {
      draft = { kind: kindOfIntent(intent), note: '', slots: new Map() }
      intents.set(intent, draft)
    }
    return draft
  }

  function typeDraft(given: string) {
    const type = names.clean(given)
    let draft = slotTypes.get(type)
    if (!draft) {
      const before = options.known?.slotTypes.find((one) => one.name === type)
      draft = {
        isExtensible: before?.isExtensible ?? null,
        values: new Map(before?.values.map(({ value, synonyms }) => [value, new Set(synonyms)])),
      }
      slotTypes.set(type, draft)
    }
    return draft
  }

  function addSlot(intent: string, givenSlot: string, givenType: string): void {
    if (!intent.trim()) return
    const draft = intentDraft(intent)
    const slot = names.clean(givenSlot)
    if (!slot) return
    const type = names.clean(givenType) || slot
    if (draft.slots.get(slot)?.isDeclared) return
    draft.slots.set(slot, { type, isDeclared: true })
    typeDraft(type)
  }

  /** Notes that an intent uses a slot, of a type where the file says one. */
  function noteSlot(intent: string, slot: string, type = ''): void {
    if (type.trim()) addSlot(intent, slot, type)
    else {
      const { slots } = intentDraft(intent)
      if (!slots.has(slot)) slots.set(slot, { type: '', isDeclared: false })
    }
  }

  /** Gives slots that are only used the type that other intents declare for their name. */
  function settleSlots(): void {
    const declared = new Map<string, Set<string>>()
    const all = [...intents.values()].flatMap(({ slots }) => [...slots])
    const before = (options.known?.intents ?? []).flatMap(({ slots }) => slots)
    for (const { name: slot, type } of before) {
      declared.set(slot, (declared.get(slot) ?? new Set()).add(type))
    }
    for (const [slot, { type }] of all) {
      if (type) declared.set(slot, (declared.get(slot) ?? new Set()).add(type))
    }
    for (const [slot, draft] of all) {
      if (draft.type) continue
      const [only, ...others] = declared.get(slot) ?? []
      draft.type = only !== undefined && others.length === 0 ? only : slot
      typeDraft(draft.type)
    }
    for (const { intent, slot, value, said } of pending) {
      addValue(intents.get(intent)?.slots.get(slot)?.type || slot, value, [said])
    }
  }

  function addValue(type: string, value: string, synonyms: readonly string[]): void {
    const clean = value.trim()
    if (!clean || !type.trim()) return
    const values = typeDraft(type).values
    const known = values.get(clean) ?? new Set<string>()
    for (const synonym of synonyms) {
      const other = synonym.trim()
      if (other && other !== clean) known.add(other)
    }
    values.set(clean, known)
  }

  function addUtterance(given: SourceUtterance): void {
    // A name of nothing is no name.
    const intent = names.clean(given.intent ?? '') || names.clean(options.intent ?? '') || null
    const source = { ...given, intent }
    const cleaned = (source.spans ?? []).map((span) => withoutOwnValue(source.text, span, names))
    const { text, spans, repairs: moved } = trimSpans(source.text, cleaned)
    const repairs = [...moved, ...(source.doubts ?? [])]
    if (text === '') {
      note('skipped', source.at, source.text, 'It holds no text.', '')
      return
    }
    if (intent !== null) {
      intentDraft(intent)
      for (const span of spans) noteSlot(intent, span.slot, span.type)
    }
    for (const span of spans) {
      const said = text.slice(span.start, span.end)
      if (!span.value || span.value.trim() === said) continue
      const type = span.type || intents.get(intent ?? '')?.slots.get(span.slot)?.type
      if (type) addValue(type, span.value, [said])
      else pending.push({ intent: intent ?? '', slot: span.slot, value: span.value, said })
    }
    const plainSpans = spans.map(({ start, end, slot }) => ({ start, end, slot }))
    // Lengths go first, so that no two of these can run into each other.
    let key = `${source.intent?.length} ${source.intent} ${text.length} ${text}`
    for (const span of plainSpans)
      key += ` ${span.start} ${span.end} ${span.slot.length} ${span.slot}`
    const twin = seenUtterances.get(key)
    if (twin !== undefined) {
      note('skipped', source.at, text, `The same utterance stands at ${placeWords(twin)}.`, '')
      return
    }
    seenUtterances.set(key, source.at.place)
    const utterance = createUtterance({
      id: `u-${prefix}-${utterances.length + 1}`,
      text,
      intent: source.intent,
      spans: plainSpans,
      status: source.intent === null ? 'todo' : repairs.length > 0 ? 'check' : 'done',
      split: source.split ?? 'auto',
    })
    utterances.push(
      source.note || repairs.length > 0
        ? { ...utterance, note: [source.note, ...repairs].filter(Boolean).join(' ') }
        : utterance,
    )
    if (repairs.length > 0) {
      note('changed', source.at, text, repairs.join(' '), 'Check its slots.', 1)
    } else note('imported', source.at, text, '', '', 1)
  }

  return {
    setName: (value) => {
      if (!name) name = value.trim()
    },
    setLocale: (value) => {
      if (!locale) locale = canonicalLocale(value.trim())
    },
    addIntent: (intent, details = {}) => {
      if (!intent.trim()) return
      const draft = intentDraft(intent)
      if (details.kind) draft.kind = details.kind
      if (details.note) draft.note = details.note
    },
    addSlot,
    addSlotType: (type, details = {}) => {
      if (!type.trim()) return
      const draft = typeDraft(type)
      if (details.isExtensible !== undefined) draft.isExtensible = details.isExtensible
    },
    addValue,
    addUtterance,
    addTemplate: (template) => {
      const text = template.text.trim().replace(/\s+/gu, ' ')
      if (text === '' || !template.intent.trim()) {
        const what = text === '' ? 'It holds no text.' : 'The pattern has no intent.'
        note('skipped', template.at, template.text, what, '')
        return
      }
      const repairs = template.repair ? [template.repair] : []
      const declared = intentDraft(template.intent).slots
      const fixed = parseTemplate(text)
        .map((part) => {
          if (part.kind === 'text') return part.text
          if (declared.has(part.slot)) return `{${part.slot}}`
          const other = [...declared.keys()].find(
            (slot) => slot.toLowerCase() === part.slot.toLowerCase(),
          )
          if (other) {
            repairs.push(`{${part.slot}} is declared as {${other}}.`)
            return `{${other}}`
          }
          repairs.push(`{${part.slot}} was not declared as a slot of ${template.intent}.`)
          noteSlot(template.intent, part.slot)
          return `{${part.slot}}`
        })
        .join('')
      const intent = names.clean(template.intent)
      const key = `${intent}\n${fixed}`
      const twin = seenTemplates.get(key)
      if (twin !== undefined) {
        note('skipped', template.at, text, `The same pattern stands at ${placeWords(twin)}.`, '')
        return
      }
      seenTemplates.set(key, template.at.place)
      const id = `t-${prefix}-${templates.length + 1}`
      templates.push({ id, intent, text: fixed })
      const kind = repairs.length > 0 ? 'changed' : 'expanded'
      entryOfTemplate.set(id, note(kind, template.at, text, repairs.join(' '), ''))
    },
    keep: (at, text, reason) => {
      note('kept', at, text, reason)
    },
    skip: (at, text, reason, remedy = '') => {
      note('skipped', at, text, reason, remedy)
    },
    addProject: (project, file, repairs) => {
      for (const entry of entriesOfProject(project, file, repairs)) entries.push(entry)
      whole.push(project)
    },
    addExtra: (format, value) => {
      extras.set(format, mergeExtra(extras.get(format), value))
    },
    size: () =>
      [...slotTypes.values()].reduce((sum, { values }) => sum + values.size, 0) +
      [...intents.values()].reduce((sum, { slots }) => sum + slots.size, 0) +
      intents.size +
      slotTypes.size +
      utterances.length +
      templates.length +
      extras.size +
      whole.length,
    hasIntent: (intent) => intents.has(names.clean(intent)),
    slotsOf: (intent) =>
      new Map(
        [...(intents.get(names.clean(intent))?.slots ?? [])].map(([slot, { type }]) => [
          slot,
          type || slot,
        ]),
      ),
    finish: ({ name: fallbackName, projectId, files }) => {
      settleSlots()
      for (const { text, reason } of names.changes()) {
        note('changed', { file: '', place: '' }, text, reason)
      }
      const base = createProject({ id: projectId, name: name || fallbackName })
      const draft: Project = {
        ...base,
        locale: locale || base.locale,
        intents: [...intents].map(([intent, { kind, note: remark, slots }]) => ({
          name: intent,
          kind,
          note: remark,
          slots: [...slots].map(([slot, { type }]) => ({ name: slot, type })),
        })),
        slotTypes: [...slotTypes].map(
          ([type, { isExtensible, values }]): SlotType => ({
            name: type,
            isExtensible: isExtensible ?? true,
            values: [...values].map(([value, synonyms]) => ({ value, synonyms: [...synonyms] })),
          }),
        ),
        templates,
        extras: Object.fromEntries(extras),
      }
      options.onProgress?.({ phase: 'expanding', done: 0, total: templates.length })
      const expansion = expandTemplates(draft, templates, {
        seed: options.seed ?? 1,
        maxUtterances: options.maxExpanded ?? 5000,
        idPrefix: `u-${prefix}-t`,
        taken: utterances,
      })
      for (const [id, entry] of entryOfTemplate) {
        entry.made = expansion.made.get(id) ?? 0
        if (entry.made > 0) continue
        entry.kind = 'kept'
        const why =
          expansion.utterances.length >= HARD_LIMIT
            ? `The pattern is kept, but no more than ${HARD_LIMIT} utterances are made.`
            : 'The pattern is kept, but every sentence made from it already exists.'
        entry.reason = `${entry.reason} ${why}`.trim()
      }
      const made = { ...draft, utterances: [...utterances, ...expansion.utterances] }
      const isAlone = made.utterances.length + made.intents.length + made.slotTypes.length === 0
      const [first, ...others] = isAlone ? whole : [made, ...whole]
      const project = others.reduce(mergeProjects, { ...(first ?? made), id: projectId })
      return { project, report: { files, counts: countEntries(entries), entries } }
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

function countEntries(entries: readonly ReportEntry[]): ReportCounts {
  const counts = { imported: 0, expanded: 0, changed: 0, kept: 0, skipped: 0, made: 0 }
  for (const entry of entries) {
    counts[entry.kind] += 1
    if (entry.kind === 'expanded') counts.made += entry.made
  }
  return counts
}

/** Alexa's own intents need no samples; a fallback or `None` gathers what is out of scope. */
export function kindOfIntent(name: string): Intent['kind'] {
  if (
    /^(AMAZON\.FallbackIntent|None|nlu_fallback|out_?of_?scope|oos|Default Fallback Intent)$/i.test(
      name,
    )
  ) {
    return 'outOfScope'
  }
  return name.startsWith('AMAZON.') ? 'builtIn' : 'custom'
}

/** `en_us` → `en-US`; anything else that is no language tag stays as it is. */
function canonicalLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? locale
  } catch {
    return locale
  }
}
