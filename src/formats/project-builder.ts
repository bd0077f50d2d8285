/** Gathers what readers find into one project, and accounts for every sample. */
import { createProject, type Intent, type Project } from '@/project/project'
import { hashText } from '@/project/random'
import type { Repair } from '@/project/repair-project'
import type { ImportReport, ReadOptions } from './format'
import { createImportDeclarations } from './import-declarations'
import { createImportLog } from './import-log'
import { createImportTemplates, type SourceTemplate } from './import-templates'
import { createImportUtterances } from './import-utterances'
import { mergeExtra } from './merge-extras'
import { mergeProjects } from './merge-projects'
import { createNames } from './names'
import { entriesOfProject } from './project-entries'
import type { Place, SourceUtterance } from './source-utterance'

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
  addTemplate: (template: SourceTemplate) => void
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

/** A builder for one import. */
export function createProjectBuilder(
  options: Pick<
    ReadOptions,
    'seed' | 'maxExpanded' | 'projectId' | 'onProgress' | 'intent' | 'known'
  >,
): ProjectBuilder {
  const prefix = hashText(options.projectId ?? '').toString(36)
  const names = createNames()
  const log = createImportLog(options.onProgress)
  const declarations = createImportDeclarations({ names, known: options.known })
  const parts = { names, declarations, log, prefix }
  const utterances = createImportUtterances({ ...parts, intent: options.intent })
  const templates = createImportTemplates(parts)
  const extras = new Map<string, unknown>()
  const whole: Project[] = []
  let name = ''
  let locale = ''
  return {
    setName: (value) => {
      if (!name) name = value.trim()
    },
    setLocale: (value) => {
      if (!locale) locale = canonicalLocale(value.trim())
    },
    addIntent: declarations.addIntent,
    addSlot: declarations.addSlot,
    addSlotType: declarations.addSlotType,
    addValue: declarations.addValue,
    addUtterance: utterances.add,
    addTemplate: templates.add,
    keep: (at, text, reason) => void log.note('kept', at, text, { reason }),
    skip: (at, text, reason, remedy = '') => void log.note('skipped', at, text, { reason, remedy }),
    addProject: (project, file, repairs) => {
      log.add(entriesOfProject(project, file, repairs))
      whole.push(project)
    },
    addExtra: (format, value) => {
      extras.set(format, mergeExtra(extras.get(format), value))
    },
    size: () =>
      declarations.size() +
      utterances.all.length +
      templates.all.length +
      extras.size +
      whole.length,
    hasIntent: declarations.hasIntent,
    slotsOf: declarations.slotsOf,
    finish: ({ name: fallbackName, projectId, files }) => {
      const declared = declarations.finish()
      for (const { text, reason } of names.changes()) {
        log.note('changed', { file: '', place: '' }, text, { reason })
      }
      const base = createProject({ id: projectId, name: name || fallbackName })
      const draft: Project = {
        ...base,
        ...declared,
        locale: locale || base.locale,
        templates: [...templates.all],
        extras: Object.fromEntries(extras),
      }
      const expanded = templates.expand(draft, utterances.all, options)
      const made = { ...draft, utterances: [...utterances.all, ...expanded] }
      const isAlone = made.utterances.length + made.intents.length + made.slotTypes.length === 0
      const [first, ...others] = isAlone ? whole : [made, ...whole]
      const project = others.reduce(mergeProjects, { ...(first ?? made), id: projectId })
      return { project, report: { files, ...log.report() } }
    },
  }
}

/** `en_us` → `en-US`; anything else that is no language tag stays as it is. */
function canonicalLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? locale
  } catch {
    return locale
  }
}
