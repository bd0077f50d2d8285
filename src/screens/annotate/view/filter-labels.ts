import { rules } from '@/lint/lint-project'
import type { Filters } from './view-state'

/** What each status is called as a filter. */
export const STATUS_LABELS = { todo: 'To do', done: 'Done', check: 'To check' } as const

/** What the filters that are neither status, intent nor slot are called. */
export const SPECIAL_LABELS: Record<NonNullable<Filters['special']>, string> = {
  unlabelled: 'Without slots',
  suggested: 'With suggestions',
  doubted: 'The model disagrees',
}

/** What a rule of the checks is called. */
export function labelOfRule(ruleId: string): string {
  return rules.find((rule) => rule.id === ruleId)?.label ?? ruleId
}
