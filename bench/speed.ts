/** `npm run bench:speed`: training speed of stock TensorFlow.js and of our kernels, in one go. */
import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startBackend } from '@/cli/backend'
import { findBrowser } from '../e2e/find-browser'
import { measureInChromium } from './speed/browser'
import { buildPage } from './speed/build-page'
import { softwareVulkan } from './speed/dawn'
import { entrantsOf } from './speed/entrants'
import { type MeasureOptions, measure, type SpeedRow } from './speed/measure'
import { type SpeedSize, STANDARD, SWEEP } from './speed/size'
import { formatTable, gpuLines, growthLines, isSoftware } from './speed/table'

const HELP = `npm run bench:speed -- [options]

One training step of the network (forward, backward, clipping, Adam) and one utterance:
stock tf.layers, and our kernels on WebGPU, on WASM and as the plain reference.

  --quick        one size (units 128, batch 32, time 16, input 100), under a minute
  --json <file>  also write the rows as an array
  --page <dir>   only build the browser's part, for a machine that has no more than a browser:
                 serve the folder, call window.profileGpu(null) and the others of page.ts
  --help         this text

Contestants of one runtime run in turns. A software adapter proves that WebGPU kernels are
right and says nothing of a GPU's speed. "null" is Dawn's null backend: it executes nothing,
so its step time is what the host pays. Dawn for Node (132 MB) is fetched into .cache once.`

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    page: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(HELP)
else if (values.page) await buildPage(resolve(values.page))
else await main(values.quick, values.json)

async function main(isQuick: boolean, jsonFile: string | undefined) {
  await startBackend()
  const rows: SpeedRow[] = []
  const notes: string[] = []
  const add = (part: SpeedRow[] | string, what: string) => {
    if (typeof part === 'string') notes.push(`${what}: ${part}`)
    else rows.push(...part)
  }
  const pace = isQuick
    ? { rounds: 2, roundMs: 700, warmUps: 1 }
    : { rounds: 5, roundMs: 1200, warmUps: 3 }

  say('Node, WASM and plain JavaScript')
  rows.push(...(await measureInNode([STANDARD], pace)))
  if (!isQuick) for (const size of SWEEP) rows.push(...(await measureInNode([size], pace)))

  say('Node, WebGPU with nothing executed')
  const both = ['skillet', 'tf.layers']
  const sizes = isQuick ? [STANDARD] : [STANDARD, ...SWEEP]
  // A process each: TensorFlow.js keeps the buffers of every size, and the null backend holds 512 MB at most.
  for (const size of sizes) {
    add(dawn(['backend=null'], { ...pace, adapter: 'null' }, both, size, {}), 'Dawn, null backend')
  }

  say('Chromium')
  const chromium = await measureInChromium((adapter) => {
    const runtime = 'Chromium'
    const request = (backend: 'wasm' | 'webgpu', implementations: string[], options: object) => ({
      entrants: [{ backend, size: STANDARD, implementations }],
      options: { runtime, ...pace, ...options },
    })
    const once = { rounds: 1, roundMs: 0, warmUps: isQuick ? 0 : 1 }
    const slow = isSoftware(adapter)
    if (slow && isQuick)
      notes.push(`tf.layers on ${adapter}: left out by --quick, a step takes half a minute`)
    return [
      request('wasm', both, {}),
      ...(adapter === null
        ? []
        : [request('webgpu', slow && isQuick ? ['skillet'] : both, slow ? once : {})]),
    ]
  })
  add(typeof chromium === 'string' ? chromium : chromium.rows, 'Chromium')

  if (!isQuick) {
    say('Node, WebGPU on the adapter that Dawn finds')
    const options = { rounds: 1, roundMs: 0, warmUps: 1 }
    add(dawn([], options, both, STANDARD, softwareVulkan(findBrowser())), 'Dawn')
  }

  console.log(`\n${formatTable(rows)}\n`)
  for (const note of notes) console.log(`Not measured: ${note}`)
  console.log([...summary(rows), ...growthLines(rows)].join('\n'))
  if (typeof chromium !== 'string' && chromium.gpu) console.log(gpuLines(chromium.gpu).join('\n'))
  if (jsonFile) await writeFile(jsonFile, `${JSON.stringify(rows, null, 2)}\n`)
}

function measureInNode(sizes: SpeedSize[], pace: Omit<MeasureOptions, 'runtime' | 'adapter'>) {
  const entrants = sizes.flatMap((size) => [
    ...entrantsOf('wasm', size),
    ...(size === STANDARD ? entrantsOf('cpu', size) : []),
  ])
  return measure(entrants, { ...pace, runtime: 'Node', adapter: null })
}

/** Runs WebGPU in a process of its own: a process has one `navigator.gpu`. */
function dawn(
  flags: string[],
  options: object,
  implementations: string[],
  size: SpeedSize,
  environment: Record<string, string>,
): SpeedRow[] | string {
  const request = [flags, { runtime: 'Node', adapter: null, ...options }, implementations, size]
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      'bench/speed/dawn-process.ts',
      ...request.map((part) => JSON.stringify(part)),
    ],
    { encoding: 'utf8', env: { ...process.env, ...environment }, maxBuffer: 1 << 26 },
  )
  const rows = stdout.split('\n').find((line) => line.startsWith('rows:'))
  return rows ? (JSON.parse(rows.slice(5)) as SpeedRow[]) : (stderr.trim().split('\n').at(-1) ?? '')
}

/** The ratios that the targets speak of, from this run's own rows. */
function summary(rows: SpeedRow[]): string[] {
  const at = (wanted: Partial<SpeedRow>) =>
    rows.find((row) =>
      Object.entries({ ...sizeOf(STANDARD), ...wanted }).every(
        ([key, value]) => row[key as keyof SpeedRow] === value,
      ),
    )
  const lines: string[] = []
  for (const runtime of ['Node', 'Chromium']) {
    const place = { runtime, backend: 'wasm' }
    const ours = at({ ...place, implementation: 'skillet', threads: 1 })
    const two = at({ ...place, implementation: 'skillet', threads: 2 })
    const stock = at({ ...place, implementation: 'tf.layers' })
    if (!ours || !stock) continue
    const ratio = (ours.stepsPerSecond / stock.stepsPerSecond).toFixed(1)
    const gain = two
      ? `; two threads ${(two.stepsPerSecond / ours.stepsPerSecond).toFixed(2)} times one`
      : ''
    lines.push(`WASM, ${runtime}: ${ratio} times the steps of tf.layers${gain}.`)
  }
  const hosts = { runtime: 'Node', backend: 'webgpu', adapter: 'null' }
  const ours = at({ ...hosts, implementation: 'skillet' })
  const stock = at({ ...hosts, implementation: 'tf.layers' })
  if (ours && stock) {
    lines.push(
      `WebGPU: ${ours.dispatchesPerStep} dispatches and ${ours.hostMsPerStep.toFixed(1)} ms of host a step; ` +
        `tf.layers ${stock.dispatchesPerStep} and ${stock.hostMsPerStep.toFixed(0)} ms.`,
    )
  }
  return lines
}

function sizeOf({ units, batch, time }: SpeedSize) {
  return { units, batch, time }
}

function say(text: string) {
  console.error(`… ${text}`)
}
