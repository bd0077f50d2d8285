import { type SkillSummary, summarise, summaryRecord } from '@/records/summary'
import type { Database, Stored } from './database'
import type { DamagedSkill } from './project-store'
import { readSkill } from './skill-records'

/** The skills of a database. */
export type SkillList = { skills: SkillSummary[]; damaged: DamagedSkill[] }

/**
 * Lists the skills of a database, latest first. A card that is damaged or gone is made anew from its
 * skill; a skill that cannot be read is listed as such.
 */
export async function readSkillList(database: Database): Promise<Stored<SkillList>> {
  const stored = await database.read([
    { store: 'skills', all: 'records' },
    { store: 'projects', all: 'ids' },
  ])
  if (stored.kind === 'failed') return stored
  const [cards, ids] = stored.value
  const whole = new Set(ids.map(String))
  const skills: SkillSummary[] = []
  const doubtful = new Map([...whole].map((id) => [id, undefined as unknown]))
  for (const raw of cards) {
    const card = summaryRecord.read(raw)
    if (card.kind === 'read' && whole.has(card.value.id)) {
      skills.push(card.value)
      doubtful.delete(card.value.id)
    } else doubtful.set(idOf(raw), raw)
  }
  const damaged: DamagedSkill[] = []
  for (const [id, card] of doubtful) {
    const skill = await readSkill(database, id)
    if (skill.kind === 'read') {
      skills.push(summarise(skill.timeline.project, savedAtOf(card)))
    } else if (skill.kind === 'failed') return { ...skill, reason: 'broken' }
    else if (skill.kind === 'damaged') {
      const { reason, isNewer, raw } = skill
      damaged.push({
        id,
        name: nameOf(card) ?? nameOf(raw) ?? 'Unnamed skill',
        reason,
        isNewer,
        raw,
      })
    }
  }
  return { kind: 'ok', value: { skills: skills.sort((a, b) => b.savedAt - a.savedAt), damaged } }
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[field]
    : undefined
}

function idOf(card: unknown): string {
  return String(fieldOf(card, 'id'))
}

function savedAtOf(card: unknown): number {
  const at = fieldOf(card, 'savedAt')
  return typeof at === 'number' ? at : 0
}

/** The name of a card, or that inside the raw records of a skill. */
function nameOf(value: unknown): string | null {
  const inside = fieldOf(fieldOf(fieldOf(value, 'snapshot'), 'project'), 'name')
  const name = fieldOf(value, 'name') ?? fieldOf(fieldOf(value, 'summary'), 'name') ?? inside
  return typeof name === 'string' && name !== '' ? name : null
}
