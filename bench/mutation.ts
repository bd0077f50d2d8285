/**
 * Changes the source in small ways and asks whether a test notices: `npm run test:mutation -- evaluation`.
 * A folder that is too large for the time is sampled: whole declarations, drawn by a seed.
 *
 * Options: `--lines 400` how many lines to draw at most, `--seed 1`, `--minutes 30` when to stop with what
 * is known, `--only span-matching,scores` files by name.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { argv, env, exit } from 'node:process'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { createRandom } from '@/project/random'

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number]
type Declaration = { file: string; name: string; first: number; last: number }

declare global {
  var onMutantsPlanned: ((plans: readonly { plan: string }[]) => void) | undefined
  var onMutantTested: ((result: MutantResult) => void) | undefined
}

const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: {
    lines: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '30' },
    only: { type: 'string' },
  },
})
const room = positionals[0]
if (room === undefined) {
  console.error('Name a folder of src: npm run test:mutation -- evaluation')
  exit(2)
}

/** What only tests use, and what is data. */
const NO_SOURCE = /\.test\.ts$|fixtures?\.ts$|testing\.ts$|\.d\.ts$/

/** Tests in other folders that are about this one's source. */
const FURTHER_TESTS: Readonly<Record<string, readonly string[]>> = {
  model: ['bench/download-faults.test.ts', 'src/training/*.test.ts', 'src/runtime/*.test.ts'],
  records: ['src/store/skill-records.test.ts'],
}

/** The declarations at the top level of a file, by its lines: the style of the house makes them easy to find. */
function declarationsOf(file: string): Declaration[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const starts = lines.flatMap((line, index) => {
    const name = /^(?:export )?(?:async )?(?:function\*?|const|let) (\w+)/.exec(line)?.[1]
    return name === undefined ? [] : [{ name, index }]
  })
  return starts.map(({ name, index }, turn) => ({
    file,
    name,
    first: index + 1,
    last: starts[turn + 1]?.index ?? lines.length,
  }))
}

/** As many declarations as fit into the number of lines, in an order drawn by the seed. */
function drawDeclarations(all: readonly Declaration[], lines: number): Declaration[] {
  const random = createRandom(`mutation/${values.seed}`)
  const drawn: Declaration[] = []
  let sum = 0
  for (const { declaration } of all
    .map((declaration) => ({ declaration, turn: random.next() }))
    .sort((a, b) => a.turn - b.turn)) {
    if (sum >= lines) break
    drawn.push(declaration)
    sum += declaration.last - declaration.first + 1
  }
  return drawn
}

const only = values.only?.split(',')
const files = readdirSync(`src/${room}`)
  .filter((name) => name.endsWith('.ts') && !NO_SOURCE.test(name))
  .filter((name) => only === undefined || only.includes(basename(name, '.ts')))
  .map((name) => `src/${room}/${name}`)
const all = files.flatMap(declarationsOf)
const drawn = drawDeclarations(all, Number(values.lines))
const isWhole = drawn.length === all.length
const results: MutantResult[] = []
let planned = 0

env.SKILLET_TESTS = [`src/${room}/**/*.test.ts`, ...(FURTHER_TESTS[room] ?? [])].join(',')
globalThis.onMutantsPlanned = (plans) => {
  planned = plans.filter(({ plan }) => plan === 'Run').length
  console.log(`${plans.length} mutants, ${planned} of them to be run`)
}
globalThis.onMutantTested = (result) => {
  results.push(result)
  keep()
}
setTimeout(() => {
  console.log(`Time is up: ${results.length} mutants are judged.`)
  finish()
}, Number(values.minutes) * 60_000).unref()

const options = {
  mutate: drawn.map(({ file, first, last }) => `${file}:${first}-${last}`),
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', `${import.meta.dirname}/mutation-reporter.mjs`],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  reporters: ['teller'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  // Types are no business of the test runner, and reading every file to switch them off takes a minute.
  disableTypeChecks: false,
  tsconfigFile: 'none.json',
  ignorePatterns: ['/.*', '/dist*', '/release', '/docs', '/e2e', '/test-results', '/deploy'],
  tempDirName: '.cache/mutation/sandbox',
  allowEmpty: true,
  logLevel: 'warn' as string,
}
await new Stryker(options as ConstructorParameters<typeof Stryker>[0]).runMutationTest()
finish()

function keep(): void {
  mkdirSync('.cache/mutation', { recursive: true })
  writeFileSync(
    `.cache/mutation/${room}.json`,
    JSON.stringify({ room, isWhole, seed: values.seed, planned, results: results.map(shorten) }),
  )
}

function shorten({ fileName, location, mutatorName, replacement, status, killedBy }: MutantResult) {
  return { fileName, location, mutatorName, replacement, status, killedBy }
}

/** Prints the survivors and the figures of the folder. */
function finish(): never {
  const count = (...statuses: MutantResult['status'][]) =>
    results.filter(({ status }) => statuses.includes(status)).length
  for (const { fileName, location, replacement, status } of results) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue
    const { line, column } = location.start
    const was = readFileSync(fileName, 'utf8').split('\n')[line - 1]?.trim() ?? ''
    const words = replacement?.replaceAll(/\s+/g, ' ').slice(0, 80)
    console.log(
      `${status === 'Survived' ? 'survived' : 'no test'}  ${relative('.', fileName)}:${line}:${column}  ${was.slice(0, 90)}  →  ${words}`,
    )
  }
  const killed = count('Killed', 'Timeout')
  const total = killed + count('Survived', 'NoCoverage')
  const share = total === 0 ? '–' : `${((100 * killed) / total).toFixed(1)}%`
  const what = isWhole
    ? 'whole'
    : `${drawn.length} of ${all.length} declarations, seed ${values.seed}`
  console.log(`| ${room} | ${total} | ${killed} | ${share} | ${what} |`)
  exit(0)
}
