import type { Severity } from '@/lint/finding'
import type { ListedFinding } from '@/store/project-checks'

/** What one rule of the checks found: how bad it is and whom it concerns. */
export type Found = { severity: Severity; ids: ReadonlySet<string> }

const NOTHING: ReadonlyMap<string, Found> = new Map()
const known = new WeakMap<readonly ListedFinding[], ReadonlyMap<string, Found>>()

/** By rule, worst first, what was found in utterances; findings about intents or types alone are left out. */
export function foundBy(findings: readonly ListedFinding[] | null): ReadonlyMap<string, Found> {
  if (!findings) return NOTHING
  const before = known.get(findings)
  if (before) return before
  const found = new Map<string, { severity: Severity; ids: Set<string> }>()
  for (const { ruleId, severity, places } of findings) {
    if (places.utteranceIds.length === 0) continue
    const entry = found.get(ruleId) ?? { severity, ids: new Set<string>() }
    for (const id of places.utteranceIds) entry.ids.add(id)
    found.set(ruleId, entry)
  }
  known.set(findings, found)
  return found
}
