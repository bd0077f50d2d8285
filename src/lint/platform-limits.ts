import { neighbouringSlots, parseTemplate, templateOf } from '@/project/expansion-template'
import {
  isFitName,
  type NameRule,
  type PlatformId,
  type PlatformLimits,
  platformLimits,
} from '@/project/platform-limits'
import type { Project } from '@/project/project'
import type { LintIndex, LintOptions, Places, Rule } from './finding'

/** What the platforms refuse or cut; only for skills that are meant for one of them. */
export const platformLimitsRule: Rule = {
  id: 'platform-limits',
  label: 'Limits of the platform',
  why: 'The platform does not take it like this; an export changes it or leaves it out.',
  check: (index, options) =>
    targetsOf(index.project, options).flatMap((id) => checkLimits(index, id)),
}

function targetsOf(project: Project, { target }: LintOptions): PlatformId[] {
  const ids = Object.keys(platformLimits) as PlatformId[]
  return ids.filter((id) =>
    target === undefined ? Object.hasOwn(project.extras, id) : target === id,
  )
}

type Findings = ReturnType<Rule['check']>
type Add = (message: string, places?: Partial<Places>) => void

function checkLimits(index: LintIndex, id: PlatformId): Findings {
  const { project } = index
  const limits = platformLimits[id]
  const findings: Findings = []
  const add: Add = (message, places = {}) =>
    findings.push({
      severity: 'warning',
      message,
      places: { utteranceIds: [], count: 0, ...places },
    })
  checkNames(project, id, limits, add)
  checkCounts(project, limits, add)
  const long = project.utterances.filter(({ text }) => text.length > limits.longest.utterance)
  if (long.length > 0) {
    add(
      `${counted(long.length, 'text is', 'texts are')} longer than the ${limits.longest.utterance} characters that ${limits.label} takes.`,
      placesOf(long),
    )
  }
  for (const type of project.slotTypes) {
    const words = type.values.flatMap(({ value, synonyms }) => [value, ...synonyms])
    const tooLong = words.filter((word) => word.length > limits.longest.value).length
    if (tooLong > 0) {
      add(
        `${counted(tooLong, 'value', 'values')} of ${type.name} ${tooLong === 1 ? 'is' : 'are'} longer than the ${limits.longest.value} characters that ${limits.label} takes.`,
        { slotType: type.name },
      )
    }
  }
  if (id === 'ovos') checkOvosPatterns(project, add)
  if (id === 'home-assistant') checkOpenNeighbours(project, add)
  return findings
}

function checkNames(project: Project, id: PlatformId, limits: PlatformLimits, add: Add): void {
  const check = (what: string, name: string, rule: NameRule, places: Partial<Places>) => {
    if (isFitName(name, rule)) return
    const why =
      name.length > rule.longest
        ? `is longer than ${rule.longest} characters`
        : `may hold only ${rule.words}`
    add(`The ${what} name ${name} ${why} in ${limits.label}.`, places)
  }
  for (const intent of project.intents) {
    // What is out of scope has no name there, or one of the platform’s.
    if (intent.kind === 'outOfScope') continue
    check('intent', intent.name, limits.intentName, { intent: intent.name })
    for (const { name } of intent.slots) {
      check('slot', name, limits.slotName, { intent: intent.name, slot: name })
    }
  }
  // These write the values of a type under the names of its slots.
  if (id === 'watson' || id === 'ovos') return
  for (const { name } of project.slotTypes) {
    check('type', name, limits.typeName, { slotType: name })
  }
}

function checkCounts(project: Project, limits: PlatformLimits, add: Add): void {
  const { label, most } = limits
  const say = (what: string, count: number, limit: number, places: Partial<Places> = {}) => {
    if (count > limit) {
      add(
        `${label} takes ${limit.toLocaleString('en-US')} ${what}; there are ${count.toLocaleString('en-US')}.`,
        places,
      )
    }
  }
  say('intents', project.intents.length, most.intents)
  say('utterances', project.utterances.length, most.utterances)
  say('slot types', project.slotTypes.length, most.types)
  const counts = new Map<string, number>()
  for (const { intent } of project.utterances) {
    if (intent !== null) counts.set(intent, (counts.get(intent) ?? 0) + 1)
  }
  for (const { name, slots } of project.intents) {
    const places = { intent: name }
    say(`utterances of ${name}`, counts.get(name) ?? 0, most.utterancesOfIntent, places)
    say(`slots of ${name}`, slots.length, most.slotsOfIntent, places)
  }
  for (const { name, values } of project.slotTypes) {
    const count = values.reduce((sum, { synonyms }) => sum + 1 + synonyms.length, 0)
    say(`values and synonyms of ${name}`, count, most.valuesOfType, { slotType: name })
  }
}

/** Its grammar can’t tell where one slot ends and the next begins, find a slot alone, or one twice. */
function checkOvosPatterns(project: Project, add: Add): void {
  const isLost = (pattern: string) => {
    const parts = parseTemplate(pattern)
    const hasWords = parts.some((part) => part.kind === 'text' && part.text.trim() !== '')
    const slots = parts.flatMap((part) => (part.kind === 'slot' ? [part.slot] : []))
    const isTwice = new Set(slots).size < slots.length
    return slots.length > 0 && (!hasWords || isTwice || neighbouringSlots(pattern).length > 0)
  }
  const lost = project.utterances.filter((utterance) => isLost(templateOf(utterance)))
  if (lost.length === 0) return
  add(
    `${counted(lost.length, 'utterance has', 'utterances have')} no words beside or between slots, or a slot twice, such as “${lost[0]!.text}”; OVOS takes none.`,
    placesOf(lost),
  )
}

/** Where two slots that take any words stand side by side, the first takes the words of both. */
function checkOpenNeighbours(project: Project, add: Add): void {
  const open = new Set(
    project.slotTypes.filter(({ values }) => values.length === 0).map(({ name }) => name),
  )
  const types = new Map(
    project.intents.flatMap(({ name, slots }) =>
      slots.map((slot) => [`${name}\n${slot.name}`, slot.type] as const),
    ),
  )
  const lost = project.utterances.filter((utterance) =>
    neighbouringSlots(templateOf(utterance)).some((pair) =>
      pair.every((slot) => open.has(types.get(`${utterance.intent}\n${slot}`) ?? slot)),
    ),
  )
  if (lost.length === 0) return
  add(
    `${counted(lost.length, 'utterance has', 'utterances have')} two slots of any words side by side, such as “${lost[0]!.text}”; Home Assistant never finds them. Give one of the types its values.`,
    placesOf(lost),
  )
}

function placesOf(utterances: readonly { id: string }[]): Partial<Places> {
  return {
    utteranceIds: utterances.slice(0, 50).map(({ id }) => id),
    count: utterances.length,
  }
}

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `One ${one}` : `${count} ${many}`
}
