import { create } from 'zustand'
import type { Template } from '@/project/project'
import {
  addTemplateFrom,
  deleteTemplate,
  expandAgain,
  saveTemplate,
  templateShares,
} from '@/project/template-edits'
import { undoAction } from '@/screens/annotate/actions/undo-actions'
import { announce } from '@/screens/annotate/view/announce'
import { setFilters } from '@/screens/annotate/view/filters'
import { findUtterance } from '@/screens/annotate/view/find-utterance'
import { focusedUtterance, focusUtterance } from '@/screens/annotate/view/focus'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { editProject, useProjectStore } from '@/store/project-store'
import { showToast } from '@/ui/toasts'

/** What a template that is not there yet is called in the view. */
export const NEW_TEMPLATE = 'new'

export type TemplatesView = {
  query: string
  /** The template whose editor is open. */
  openId: string | null
  /** The intents whose templates show; null until somebody has opened or closed one. */
  unfolded: ReadonlySet<string> | null
  /** The row that Tab reaches: `intent Name` or `template id`. */
  stop: string | null
}

/** What the Templates panel shows. */
export const useTemplatesView = create<TemplatesView>(() => ({
  query: '',
  openId: null,
  unfolded: null,
  stop: null,
}))

const set = useTemplatesView.setState
const get = useTemplatesView.getState

/** Opens the panel on one template, or on the one of the focused utterance. */
export function showTemplates(templateId?: string): void {
  const { project } = useProjectStore.getState()
  const id = templateId ?? focusedUtterance()?.templateId ?? null
  const template = project?.templates.find((one) => one.id === id)
  useAnnotateView.setState({ panel: 'templates', drawer: 'panel' })
  if (template) openTemplate(template)
  focusSoon(
    template ? `[data-template-stop=${JSON.stringify(stopOf(template.id))}]` : '[data-templates]',
  )
}

/** Opens the editor of a template within the panel. */
export function openTemplate(template: Template): void {
  const { project } = useProjectStore.getState()
  const shown = get().unfolded ?? new Set(project ? unfoldedAtFirst(project.templates) : [])
  set({
    openId: template.id,
    query: '',
    unfolded: new Set([...shown, template.intent]),
    stop: stopOf(template.id),
  })
}

/** Opens the editor for a template that is not there yet. */
export function startTemplate(): void {
  useAnnotateView.setState({ panel: 'templates', drawer: 'panel' })
  set({ openId: NEW_TEMPLATE, query: '' })
}

/** Closes the editor and gives the keyboard back to its row. */
export function closeTemplate(): void {
  const { openId } = get()
  set({ openId: null })
  focusSoon(
    openId === null || openId === NEW_TEMPLATE
      ? '[data-templates]'
      : `[data-template-stop=${JSON.stringify(stopOf(openId))}]`,
  )
}

/** The name of a template's row for `TemplatesView.stop`. */
export function stopOf(templateId: string): string {
  return `template ${templateId}`
}

/** Few templates show all at once; of many, the intents alone. */
export function unfoldedAtFirst(templates: readonly Template[]): string[] {
  const intent = focusedUtterance()?.intent
  const intents = [...new Set(templates.map((template) => template.intent))]
  return templates.length <= 40 ? intents : intents.filter((name) => name === intent)
}

/** Saves a template, makes its utterances anew, and says what came of it. */
export function keepTemplate(template: Template, options: { count: number; seed: number }): void {
  const isNew = !useProjectStore.getState().project?.templates.some(({ id }) => id === template.id)
  const label = `${isNew ? 'Add' : 'Change'} the template “${template.text}”`
  if (!editProject(label, (project) => saveTemplate(project, template, options))) return
  followFocus(template.id)
  say(`${describeShare(template.id)}.`)
  openTemplate(template)
  closeTemplate()
}

/** Removes a template, with what it made or without. */
export function dropTemplate(template: Template, options: { withUtterances: boolean }): void {
  if (
    !editProject(`Delete the template “${template.text}”`, (project) =>
      deleteTemplate(project, template.id, options),
    )
  )
    return
  set({ openId: null })
  followFocus(null)
  say(
    options.withUtterances
      ? 'The template and what it made are gone.'
      : 'The template is gone; its utterances stay as your own.',
  )
  focusSoon('[data-templates]')
}

/** Fills the placeholders of all templates with other values. */
export function refillTemplates(): void {
  const { project } = useProjectStore.getState()
  if (!project) return
  // Each time another seed, but the same one for the same skill.
  const seed = project.utterances.reduce((sum, { id }) => (sum * 31 + id.length) | 0, 1)
  const last = project.utterances.at(-1)?.text ?? ''
  if (
    !editProject('Fill all placeholders anew', (current) =>
      expandAgain(current, { seed: seed + last.length * 7919 + last.charCodeAt(0) }),
    )
  )
    return
  followFocus(null)
  const shares = [...templateShares(useProjectStore.getState().project ?? project).values()]
  const made = shares.reduce((sum, share) => sum + share.made, 0)
  const edited = shares.reduce((sum, share) => sum + share.edited, 0)
  say(
    `${made.toLocaleString('en')} utterances were made anew${edited > 0 ? `; ${edited} edited ones stayed` : ''}.`,
  )
}

/** Makes a template out of an utterance and opens it. */
export function templateFrom(utteranceId: string): void {
  const id = crypto.randomUUID()
  if (
    !editProject('Make a template of the utterance', (project) =>
      addTemplateFrom(project, utteranceId, id),
    )
  )
    return
  const { project } = useProjectStore.getState()
  const templateId = project && findUtterance(project, utteranceId)?.templateId
  if (templateId) showTemplates(templateId)
}

/** Shows only the utterances of a template in the list. */
export function showUtterancesOf(template: Template): void {
  const { project } = useProjectStore.getState()
  const ids = idsOf(template.id)
  const first = ids[0]
  if (!project || first === undefined) return
  setFilters({ only: { ids: new Set(ids), label: `Made from “${template.text}”` } })
  useAnnotateView.setState({ drawer: 'none' })
  focusUtterance(first)
  announce(`${ids.length} utterances of the template`)
}

function idsOf(templateId: string): string[] {
  const { project } = useProjectStore.getState()
  return (project?.utterances ?? [])
    .filter((utterance) => utterance.templateId === templateId)
    .map(({ id }) => id)
}

/** After utterances were made anew: the filter on them and the focus go along. */
function followFocus(templateId: string | null): void {
  const { filters, focusedId } = useAnnotateView.getState()
  const { project } = useProjectStore.getState()
  if (!project) return
  const own = templateId === null ? [] : idsOf(templateId)
  if (filters.only?.label.startsWith('Made from')) setFilters({ only: null })
  if (focusedId !== null && findUtterance(project, focusedId)) return
  const next = own[0] ?? project.utterances[0]?.id
  if (next !== undefined) focusUtterance(next)
}

function describeShare(templateId: string): string {
  const { project } = useProjectStore.getState()
  const share = project ? templateShares(project).get(templateId) : undefined
  const made = share?.made ?? 0
  const edited = share?.edited ?? 0
  return [
    `The template makes ${made} ${made === 1 ? 'utterance' : 'utterances'}`,
    edited > 0 ? `${edited} that you edited ${edited === 1 ? 'stays' : 'stay'}` : '',
  ]
    .filter(Boolean)
    .join('; ')
}

function say(text: string): void {
  showToast(text, { tone: 'good', action: undoAction() })
}

function focusSoon(selector: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus()),
  )
}
