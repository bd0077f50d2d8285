/** Which collections make the 170 skills of `--many`: none of them is in the pool of pretraining. */
import { join } from 'node:path'
import { readSkills, type SkillRule, type SkillsOutcome } from './skills'

/** One collection below the folder of all data, and the name that tables and picture call it by. */
type Collection = { path: string; group: string; rule: SkillRule }

const COLLECTIONS: readonly Collection[] = [
  {
    path: 'evaluate',
    group: 'SNIPS and HWU64',
    rule: { fewestRows: 250, division: 'draw' },
  },
  {
    path: 'pretrain/bots.jsonl.gz',
    group: 'public bots',
    rule: { fewestRows: 60, division: 'patterns' },
  },
  {
    path: 'pretrain/ask.jsonl.gz',
    group: 'Alexa skills',
    rule: { fewestRows: 60, division: 'patterns' },
  },
  {
    path: 'ask',
    group: 'Alexa skills, divided by their source',
    rule: { fewestRows: 1, division: 'own' },
  },
]

/** Reads the skills of all collections. */
export async function readManySkills(folder: string): Promise<SkillsOutcome> {
  const all: Extract<SkillsOutcome, { kind: 'read' }> = {
    kind: 'read',
    skills: [],
    unalignedRows: 0,
  }
  for (const { path, group, rule } of COLLECTIONS) {
    const read = await readSkills(join(folder, path), rule)
    if (read.kind === 'failed') return read
    all.skills.push(...read.skills.map((skill) => ({ ...skill, group })))
    all.unalignedRows += read.unalignedRows
  }
  return all
}
