import { expect, it } from 'vitest'
import { listWork, nameOfFiles, useImportWork } from './import-work'

it('lists what is read until it ends, each with its own way to stop', () => {
  const stopped: string[] = []
  const big = listWork('big.jsonl', () => stopped.push('big'))
  const small = listWork('small.csv', () => stopped.push('small'))
  big.report({ text: 'Reading…', share: 0.5 })
  const { works } = useImportWork.getState()
  expect(works.map(({ name, progress }) => [name, progress.share])).toEqual([
    ['big.jsonl', 0.5],
    ['small.csv', null],
  ])
  works[1]?.stop()
  small.end()
  expect(stopped).toEqual(['small'])
  expect(useImportWork.getState().works.map(({ name }) => name)).toEqual(['big.jsonl'])
  big.end()
  expect(useImportWork.getState().works).toEqual([])
})

it('names files as a person would', () => {
  const inFolder = (path: string) => ({ name: 'x', webkitRelativePath: path })
  expect(nameOfFiles([{ name: 'nlu.yml' }])).toBe('nlu.yml')
  expect(nameOfFiles([{ name: '' }])).toBe('pasted text')
  expect(nameOfFiles([{ name: 'a' }, { name: 'b' }])).toBe('2 files')
  expect(nameOfFiles([inFolder('tidebot/a'), inFolder('tidebot/data/b')])).toBe('tidebot')
  expect(nameOfFiles([inFolder('one/a'), inFolder('two/b')])).toBe('2 files')
})
