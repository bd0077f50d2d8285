import type { Project } from '@/project/project'
import { alexaRules } from './alexa-rules'
import { alikeNames } from './alike-names'
import { unmarkedPhrases, valueInTwoTypes } from './annotation-consistency'
import { builtInWithoutSamples } from './built-in-without-samples'
import { confusableIntents } from './confusable-intents'
import {
  imbalance,
  noOutOfScope,
  rareSlots,
  tooFewUtterances,
  unusedSlots,
} from './enough-examples'
import type { Finding, LintOptions, Rule, Severity } from './finding'
import { leakage, unlabelled } from './leakage'
import { indexProject } from './lint-index'
import { longTexts } from './long-texts'
import { nearDuplicates } from './near-duplicates'
import { platformLimitsRule } from './platform-limits'
import { conflictingIntents, conflictingMarks, repeatedText } from './same-text'
import { emptyTypes, sharedSynonyms } from './slot-values'
import { slotOnly, spanEdges, undeclaredSlots } from './span-places'
import { unlikelyIntent } from './unlikely-intent'

/** All rules, in order of harm. */
export const rules: readonly Rule[] = [
  conflictingIntents,
  conflictingMarks,
  leakage,
  tooFewUtterances,
  builtInWithoutSamples,
  alikeNames,
  spanEdges,
  unmarkedPhrases,
  nearDuplicates,
  confusableIntents,
  unusedSlots,
  rareSlots,
  undeclaredSlots,
  imbalance,
  sharedSynonyms,
  emptyTypes,
  longTexts,
  alexaRules,
  platformLimitsRule,
  unlikelyIntent,
  noOutOfScope,
  slotOnly,
  valueInTwoTypes,
  repeatedText,
  unlabelled,
]

const RANK: Record<Severity, number> = { error: 0, warning: 1, hint: 2 }

/**
 * Everything that will hurt, worst first. What depends on single utterances is remembered as long
 * as they are the same objects, so that linting after an edit is quick: call it in the thread that
 * holds the document.
 */
export function lintProject(project: Project, options: LintOptions = {}): Finding[] {
  const index = indexProject(project)
  const findings = rules.flatMap((rule) => {
    const ids = new Map<string, number>()
    return rule.check(index, options).map((finding): Finding => {
      const { intent = '', slot = '', slotType = '', utteranceIds } = finding.places
      const base = [
        rule.id,
        intent,
        slot,
        slotType,
        utteranceIds.length < 3 ? utteranceIds.join('+') : utteranceIds[0],
      ].join('/')
      const count = (ids.get(base) ?? 0) + 1
      ids.set(base, count)
      return {
        id: count > 1 ? `${base}/${count}` : base,
        ruleId: rule.id,
        why: rule.why,
        ...finding,
      }
    })
  })
  return findings.sort((a, b) => RANK[a.severity] - RANK[b.severity])
}
