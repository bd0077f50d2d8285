import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Project } from '@/project/project'
import { readFiles } from './read-files'
import { writeProject } from './write-project'

const FOLDER = join(process.cwd(), '../shared/skills')
const skills = existsSync(FOLDER)
  ? readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  : []

function read(content: string | Uint8Array, name: string) {
  const outcome = readFiles([{ name, content }], { projectId: 'p' })
  if (outcome.kind === 'failed') throw new Error(`${outcome.reason}: ${outcome.message}`)
  return outcome
}

/** Everything an interaction model can say, in one comparable form. */
function essence(project: Project) {
  const byName = <T extends { name: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => a.name.localeCompare(b.name))
  return {
    name: project.name,
    intents: byName(project.intents).map((intent) => ({ ...intent, slots: byName(intent.slots) })),
    slotTypes: byName(project.slotTypes),
    templates: project.templates.map(({ intent, text }) => `${intent}: ${text}`).sort(),
    plain: project.utterances
      .filter((utterance) => utterance.templateId === null)
      .map(({ intent, text }) => `${intent}: ${text}`)
      .sort(),
  }
}

/** All samples that a model holds, however deep: the independent count. */
function countSamples(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, member]) =>
      sum + (key === 'samples' && Array.isArray(member) ? member.length : countSamples(member)),
    0,
  )
}

describe.skipIf(skills.length === 0)('real Alexa skills (needs ../shared/skills)', () => {
  it.each(skills)('accounts for every sample of %s, and writes it back', (name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8')
    const { project, report } = read(text, name)
    const samples = report.entries.filter((entry) => entry.place.includes('samples['))
    expect(samples).toHaveLength(countSamples(JSON.parse(text)))
    for (const entry of samples) {
      if (entry.kind === 'skipped' || entry.kind === 'kept') expect(entry.reason).not.toBe('')
      else expect(entry.made).toBeGreaterThan(0)
    }
    for (const utterance of project.utterances) {
      for (const span of utterance.spans) {
        expect(utterance.text.slice(span.start, span.end).trim()).not.toBe('')
      }
    }
    const written = writeProject(project, 'alexa')
    const again = read(written.files[0]!.bytes, name)
    expect(essence(again.project)).toEqual(essence(project))
    expect(again.project.utterances.length).toBe(project.utterances.length)
  })
})
