import type { Finding, Fix, Severity } from '@/lint/finding'
import { rules } from '@/lint/lint-project'
import { whyNotLearnable } from '@/project/learnable'
import type { Project } from '@/project/project'
import type { RouteQuery } from '@/store/route'

/** What one check found, all places together: what will hurt the training, and the way to it. */
export type ReadinessNote = {
  ruleId: string
  severity: Severity
  title: string
  /** What is where, in up to two sentences. */
  messages: string[]
  /** How many findings there are beyond the messages. */
  more: number
  why: string
  /** The place on the Annotate screen. */
  query: RouteQuery
  /** How many utterances to look at there; 0 when the place is none of them. */
  count: number
  /** The repair, when there is only one thing to repair. */
  fix: Fix | null
}

const MOST_MESSAGES = 2
const MOST_IDS = 50

/** About the platform, not about learning. */
const OTHER_CONCERNS = new Set(['alexa-rules'])

/** Whether there is enough to learn from; else a sentence that says what there is. */
export function tooLittleToLearn(project: Project): string | null {
  return whyNotLearnable(project.utterances)
}

/** The findings that matter for training, a note for each rule, worst first. */
export function readinessNotes(findings: readonly Finding[]): ReadinessNote[] {
  const byRule = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (OTHER_CONCERNS.has(finding.ruleId)) continue
    // One rule can find both what spoils and what is only worth a look.
    const key = `${finding.severity}/${finding.ruleId}`
    const group = byRule.get(key)
    if (group) group.push(finding)
    else byRule.set(key, [finding])
  }
  return [...byRule.values()].flatMap((group) => {
    const [first] = group
    return first ? [noteOf(first, group)] : []
  })
}

function noteOf(first: Finding, group: readonly Finding[]): ReadinessNote {
  const title = rules.find(({ id }) => id === first.ruleId)?.label ?? first.ruleId
  const ids = [...new Set(group.flatMap(({ places }) => places.utteranceIds))].slice(0, MOST_IDS)
  return {
    ruleId: first.ruleId,
    severity: first.severity,
    title,
    messages: group.slice(0, MOST_MESSAGES).map(({ message }) => message),
    more: Math.max(0, group.length - MOST_MESSAGES),
    why: first.why,
    query: ids.length > 0 ? { ids: ids.join(','), because: title } : queryOfPlace(first),
    count: ids.length,
    fix: group.length === 1 ? (first.fix ?? null) : null,
  }
}

function queryOfPlace({ places: { intent, slot, slotType } }: Finding): RouteQuery {
  if (slotType !== undefined) return { panel: 'slots' }
  return { ...(intent ? { intent } : {}), ...(slot && !intent ? { slot } : {}) }
}
