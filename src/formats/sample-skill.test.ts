import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { slotNames } from '@/project/project'
import { readFiles } from './read-files'
import { readSampleIndex } from './sample-skill'

const FOLDER = 'public/skills'
const index = readSampleIndex(JSON.parse(readFileSync(`${FOLDER}/index.json`, 'utf8')))

describe('sample skills', () => {
  it('lists every file', () => {
    const files = readdirSync(FOLDER).filter((name) => name !== 'index.json')
    expect(index.map(({ file }) => file).sort()).toEqual(files.sort())
  })

  it.each(index)('$file reads without a complaint and counts what the index says', (skill) => {
    const content = readFileSync(`${FOLDER}/${skill.file}`, 'utf8')
    const outcome = readFiles([{ name: skill.file, content }], { projectId: 'p' })
    if (outcome.kind === 'failed') throw new Error(outcome.message)
    const { project, report } = outcome
    expect(report.entries.filter((entry) => entry.kind !== 'imported')).toEqual([])
    expect(project.name).toBe(skill.name)
    expect({
      utterances: project.utterances.length,
      intents: project.intents.length,
      slots: slotNames(project).length,
    }).toEqual(skill.counts)
    expect(project.intents.some((intent) => intent.kind === 'outOfScope')).toBe(true)
    for (const intent of project.intents) {
      const own = project.utterances.filter((utterance) => utterance.intent === intent.name)
      expect(own.length).toBeGreaterThanOrEqual(20)
    }
    const texts = new Map(project.utterances.map((one) => [one.text.toLowerCase(), one.intent]))
    expect(texts.size).toBe(project.utterances.length)
  })
})
