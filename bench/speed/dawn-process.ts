/** A process of its own for WebGPU in Node: prints rows as JSON. Arguments: flags for Dawn, measuring options, implementations, size. */
import { installDawn } from './dawn'
import type { MeasureOptions } from './measure'
import type { SpeedSize } from './size'

const [flags, options, implementations, size] = process.argv
  .slice(2)
  .map((text) => JSON.parse(text)) as [string[], MeasureOptions, string[], SpeedSize]

const problem = installDawn(flags)
if (problem) {
  console.error(problem)
  process.exit(1)
}
const adapter = await navigator.gpu.requestAdapter()
if (!adapter) {
  console.error('Dawn finds no adapter')
  process.exit(1)
}
// Only now: the backend looks for navigator.gpu when it is imported.
await import('@tensorflow/tfjs-backend-webgpu')
const { registerKernels } = await import('@/kernels/register-kernels')
const { measure } = await import('./measure')
const { entrantsOf } = await import('./entrants')
await registerKernels()
const { vendor, architecture, description } = adapter.info
const name = `${vendor} ${architecture || description}`.trim()
const entrants = entrantsOf('webgpu', size).filter((entrant) =>
  implementations.includes(entrant.implementation),
)
const rows = await measure(entrants, { ...options, adapter: options.adapter ?? name })
console.log(`rows:${JSON.stringify(rows)}`)
process.exit(0)
