import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readOptions } from './options'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
}

/** The options of every call of the bench in a manifest, with this put in the place of the shard's number. */
function optionsIn(text: string, shard: number) {
  return [...text.matchAll(/^\s*- (?:run: )?npm run (\S+) -- (.*)$/gm)].map(
    ([, script = '', rest = '']) => {
      expect(Object.keys(scripts)).toContain(script)
      const args = rest
        .replace(/\$\{\{ matrix\.shard \}\}|\$\(\([^)]*\)\)/, String(shard))
        .split(' ')
      const options = readOptions(args)
      if (options === 'help' || 'problem' in options)
        throw new Error(`${rest}: ${JSON.stringify(options)}`)
      return options
    },
  )
}

test('the GitHub matrix runs each shard once and merges what they wrote', () => {
  const text = readFileSync('docs/many-skills/github-matrix.yml', 'utf8')
  const { jobs } = parse(text) as {
    jobs: { shard: { strategy: { matrix: { shard: number[] } } }; merge: { needs: string } }
  }
  const shards = jobs.shard.strategy.matrix.shard
  expect(shards).toEqual(shards.map((_, index) => index + 1))
  expect(jobs.merge.needs).toBe('shard')
  const [one, merge] = optionsIn(text, shards.length)
  expect(one?.shard).toEqual({ index: shards.length, count: shards.length })
  expect([one?.isMany, one?.isMerge, merge?.isMany, merge?.isMerge]).toEqual([
    true,
    false,
    true,
    true,
  ])
  expect([one?.work, one?.data]).toEqual([merge?.work, merge?.data])
})

test('the Indexed Job has as many completions as shards, from the index that begins at 0', () => {
  const text = readFileSync('docs/many-skills/kubernetes-job.yaml', 'utf8')
  const { spec } = parse(text) as { spec: { completionMode: string; completions: number } }
  expect(spec.completionMode).toBe('Indexed')
  const [one] = optionsIn(text, spec.completions)
  expect(one?.shard).toEqual({ index: spec.completions, count: spec.completions })
  expect(text).toContain('$((JOB_COMPLETION_INDEX + 1))/')
  const merge = optionsIn(text.replace(/^#\s+npm/m, '- npm'), 1)[0]
  expect([merge?.isMerge, merge?.isMany]).toEqual([true, true])
})
