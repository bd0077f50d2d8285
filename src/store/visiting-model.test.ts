import { beforeEach, expect, it } from 'vitest'
import { createTinyModelFile } from '@/runtime/testing'
import { closeModelFile, modelAmong, openModelFile, useVisitingModel } from './visiting-model'

const model = () => useVisitingModel.getState().model

const bytes = await createTinyModelFile()
const fileOf = (name: string) => new File([bytes], name)

/** What is open, said in a way that throws once it was let go of. */
function ask() {
  const open = model()
  if (open.kind !== 'open') throw new Error(open.kind)
  return () => open.skill.understand('play jazz')
}

beforeEach(closeModelFile)

it('is the first model among files, whatever its name is written like', async () => {
  const [first, second] = [fileOf('a.Skillet'), fileOf('b.skillet')]
  const others = [new File([], 'skillet.txt'), new File([], 'a.skillet.json')]
  expect(modelAmong([...others, first, second])).toBe(first)
  expect(modelAmong(others)).toBeNull()
  // What was dropped need not be a file at all.
  expect(modelAmong([{ name: 'a.skillet' }])).toBeNull()
})

it('opens, answers, and is let go of when it is closed', async () => {
  const opening = openModelFile(fileOf('a.skillet'))
  expect(model()).toEqual({ kind: 'opening', file: 'a.skillet' })
  await opening
  expect(model()).toMatchObject({ kind: 'open', file: 'a.skillet', skill: { name: 'Tiny café' } })
  const answer = ask()
  expect(answer().text).toBe('play jazz')
  closeModelFile()
  expect(model()).toEqual({ kind: 'none' })
  expect(answer).toThrow('disposed')
})

it('gives way to the one that was opened last', async () => {
  await openModelFile(fileOf('a.skillet'))
  const answer = ask()
  const files = [fileOf('b.skillet'), fileOf('c.skillet')]
  await Promise.all(files.map(openModelFile))
  expect(model()).toMatchObject({ kind: 'open', file: 'c.skillet' })
  expect(answer).toThrow('disposed')
})

it('does not open any more once it was closed on its way', async () => {
  const opening = openModelFile(fileOf('a.skillet'))
  closeModelFile()
  await opening
  expect(model()).toEqual({ kind: 'none' })
})

it('says why it does not open, and what to do', async () => {
  await openModelFile(new File(['nothing'], 'a.skillet'))
  const known = model()
  if (known.kind !== 'failed') throw new Error(known.kind)
  const lost = new File([], 'b.skillet')
  lost.arrayBuffer = () => Promise.reject(new TypeError('the disk is gone'))
  await openModelFile(lost)
  const unknown = model()
  if (unknown.kind !== 'failed') throw new Error(unknown.kind)
  expect([known.file, unknown.file]).toEqual(['a.skillet', 'b.skillet'])
  expect(unknown.reason).toContain('the disk is gone')
  expect(known.reason).not.toContain('Error')
  for (const { remedy } of [known, unknown]) expect(remedy).not.toBe('')
  expect(known.remedy).not.toBe(unknown.remedy)
})
