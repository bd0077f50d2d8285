import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { formats } from './all-formats'
import { readFiles } from './read-files'
import { heldPart, heldValues, projectArbitrary } from './testing'
import { fitProject, writeProject } from './write-project'

const RUNS = Number(process.env.SKILLET_PROPERTY_RUNS ?? 60)
const counts: string[] = []

/** The texts of which a writer says that it leaves them out. */
function droppedTexts(losses: readonly string[]): Set<string> {
  return new Set(losses.flatMap((loss) => /^“([\s\S]*)” can’t be/u.exec(loss)?.[1] ?? []))
}

describe('read(write(project)) is the project, as far as the format can hold it', () => {
  it.each(formats.map((format) => [format.id, format] as const))(
    '%s',
    (id, format) => {
      let utterances = 0
      let left = 0
      fc.assert(
        fc.property(projectArbitrary, (project) => {
          const { files, losses } = writeProject(project, id)
          const dropped = droppedTexts(losses)
          const expected = heldPart(fitProject(project, id).project, format.holds, dropped)
          utterances += expected.utterances.length
          left += dropped.size
          const outcome = readFiles(
            files.map(({ name, bytes }) => ({ name, content: bytes })),
            { format: id, projectId: 'p' },
          )
          if (outcome.kind === 'failed') {
            // Nothing but what the format can't hold may come to nothing.
            expect([outcome.reason, ...expected.utterances]).toEqual([
              expect.stringMatching(/nothing-found|empty/u),
            ])
            return
          }
          expect(heldPart(outcome.project, format.holds)).toEqual(expected)
          // Formats without types name them after their slots.
          const values = heldValues(outcome.project, { ...format.holds, slotTypes: true })
          for (const [name, words] of heldValues(fitProject(project, id).project, format.holds)) {
            for (const word of words)
              expect([name, word, values.get(name)?.has(word)]).toEqual([name, word, true])
          }
          // What was read is written and read alike once more.
          const second = writeProject(outcome.project, id)
          const again = readFiles(
            second.files.map(({ name, bytes }) => ({ name, content: bytes })),
            { format: id, projectId: 'p' },
          )
          if (again.kind === 'imported') {
            expect(heldPart(again.project, format.holds)).toEqual(
              heldPart(outcome.project, format.holds),
            )
          }
        }),
        { numRuns: RUNS, seed: 5 },
      )
      counts.push(`${id} ${utterances} (${left} left out and listed)`)
    },
    60_000,
  )

  afterAll(() =>
    console.log(`Round trips: ${RUNS} projects a format; utterances: ${counts.join(', ')}`),
  )
})

describe('formats are told apart by their content', () => {
  it.each(formats.map((format) => [format.id, format] as const))(
    '%s',
    (id, format) => {
      let judged = 0
      fc.assert(
        fc.property(projectArbitrary, (project) => {
          const labelled = project.utterances.filter(
            ({ intent, spans }) => intent && spans.length > 0,
          )
          fc.pre(labelled.length > 2)
          const { files, losses } = writeProject(project, id)
          const dropped = droppedTexts(losses)
          const held = heldPart(fitProject(project, id).project, format.holds, dropped)
          const outcome = readFiles(
            files.map(({ bytes }) => ({ name: 'x', content: bytes })),
            { projectId: 'p' },
          )
          // Where the format can hold no utterance of it, nothing is there to read.
          if (outcome.kind === 'failed' && held.utterances.length === 0) {
            expect(outcome.reason).toMatch(/nothing-found|empty/u)
            return
          }
          if (outcome.kind === 'failed')
            throw new Error(`${outcome.message} ${new TextDecoder().decode(files[0]!.bytes)}`)
          expect([...new Set(outcome.report.files.map((file) => file.format))]).toEqual([id])
          judged += 1
        }),
        { numRuns: 15, seed: 7 },
      )
      expect(judged).toBeGreaterThan(0)
    },
    60_000,
  )
})
