import { parseTemplate } from '@/project/expansion-template'
import type { Project } from '@/project/project'
import { type LintIndex, type LintOptions, placesOf, type Rule } from './finding'

/** What Alexa's console refuses; only for skills that are meant for it. */
export const alexaRules: Rule = {
  id: 'alexa-rules',
  label: 'Alexa’s naming rules',
  why: 'The console refuses the model until this is changed.',
  check: (index, options) => (isForAlexa(index.project, options) ? checkAll(index) : []),
}

function isForAlexa(project: Project, { target }: LintOptions): boolean {
  return target === undefined ? Object.hasOwn(project.extras, 'alexa') : target === 'alexa'
}

function checkAll(index: LintIndex) {
  const { project } = index
  const findings: ReturnType<Rule['check']> = []
  const add = (message: string, places: (typeof findings)[number]['places']) =>
    findings.push({ severity: 'warning', message, places })
  const nowhere = { utteranceIds: [], count: 0 }
  if (!/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}'. ]{1,49}$/u.test(project.name)) {
    add(
      `The invocation name “${project.name}” must have 2 to 50 characters, in lower case, without digits.`,
      nowhere,
    )
  }
  for (const intent of project.intents) {
    if (!/^(AMAZON\.)?[A-Za-z_]+$/u.test(intent.name)) {
      add(`The intent name ${intent.name} may hold only letters and underscores.`, {
        ...nowhere,
        intent: intent.name,
      })
    }
    for (const slot of intent.slots) {
      if (!/^[A-Za-z_]+$/u.test(slot.name)) {
        add(`The slot name ${slot.name} may hold only letters and underscores.`, {
          ...nowhere,
          intent: intent.name,
          slot: slot.name,
        })
      }
    }
    checkSearchQueries(project, intent, add)
  }
  for (const type of project.slotTypes) {
    if (!/^(AMAZON\.)?[A-Za-z_][A-Za-z0-9_]*$/u.test(type.name)) {
      add(`The type name ${type.name} may hold only letters, digits and underscores.`, {
        ...nowhere,
        slotType: type.name,
      })
    }
  }
  const odd = index.labelled.filter(
    ({ utterance, facts }) =>
      utterance.templateId === null &&
      facts.pattern.some((word) => !word.startsWith('{') && /[^\p{L}\p{M}'’._-]/u.test(word)),
  )
  if (odd.length > 0) {
    add(
      `${odd.length} ${odd.length === 1 ? 'sample holds' : 'samples hold'} digits or marks outside slots, such as “${odd[0]!.utterance.text}”.`,
      placesOf(odd),
    )
  }
  return findings
}

/** A sample with AMAZON.SearchQuery must say something else too, and hold no other slot. */
function checkSearchQueries(
  project: Project,
  intent: Project['intents'][number],
  add: (
    message: string,
    places: { utteranceIds: string[]; count: number; intent: string; slot: string },
  ) => void,
): void {
  const open = new Set(
    intent.slots.filter(({ type }) => type === 'AMAZON.SearchQuery').map(({ name }) => name),
  )
  if (open.size === 0) return
  for (const template of project.templates) {
    if (template.intent !== intent.name) continue
    const parts = parseTemplate(template.text)
    const slots = parts.flatMap((part) => (part.kind === 'slot' ? [part.slot] : []))
    const slot = slots.find((name) => open.has(name))
    if (slot && parts.every((part) => part.kind === 'slot' || part.text.trim() === '')) {
      add(`“${template.text}” needs words around {${slot}}, because it is an AMAZON.SearchQuery.`, {
        utteranceIds: project.utterances
          .filter(({ templateId }) => templateId === template.id)
          .slice(0, 50)
          .map(({ id }) => id),
        count: 1,
        intent: intent.name,
        slot,
      })
    }
  }
}
