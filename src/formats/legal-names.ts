/** Names as a platform of the table takes them, by the same rules that the checks warn by. */
import { fitName, type PlatformId, platformLimits } from '@/project/platform-limits'
import type { Project } from '@/project/project'
import { fitNames } from './fit-names'
import type { Fitted } from './format'

/** The same by the rules of a platform, as its table has them. */
export function fitNamesToPlatform(
  project: Project,
  platform: PlatformId,
  {
    hasTypes = true,
    isFineSlot = () => false,
  }: {
    /** Whether types are written under their own names. */
    hasTypes?: boolean
    /** Slots that keep their names against the rule. */
    isFineSlot?: (name: string) => boolean
  } = {},
): Fitted {
  const { intentName, slotName, typeName } = platformLimits[platform]
  const longest = Math.min(intentName.longest, slotName.longest, typeName.longest)
  return fitNames(project, {
    intent: (name) => fitName(name, intentName, 'intent'),
    slot: (name) => (isFineSlot(name) ? name : fitName(name, slotName, 'slot')),
    ...(hasTypes ? { type: (name: string) => fitName(name, typeName, 'type') } : {}),
    apart: (name, number) => `${name.slice(0, longest - 6)}_${number}`,
  })
}

/** Several steps of fitting, one after the other. */
export function fitAll(
  project: Project,
  ...steps: readonly ((project: Project) => Fitted)[]
): Fitted {
  const changes: string[] = []
  let fitted = project
  for (const step of steps) {
    const next = step(fitted)
    fitted = next.project
    changes.push(...next.changes)
  }
  return { project: fitted, changes }
}
