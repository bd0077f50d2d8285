import type { Prediction } from '@/evaluation/prediction'
import type { Failure, Job, JobResult, LoadJob, PredictJob } from '@/jobs/job'

/** A model that answers. */
export type ModelState =
  | { kind: 'loading' }
  | { kind: 'ready' }
  | { kind: 'failed'; failure: Failure }

/** Where a model comes from. */
export type ModelSource = () => Promise<
  { kind: 'model'; model: LoadJob['model'] } | { kind: 'failed'; failure: Failure }
>

export type Answer = { predictions: Prediction[]; elapsedMs: number }

/**
 * Which models are loaded. The worker's word counts: a model that it has lost (it began anew, or made
 * room) is loaded once more before anybody hears of it.
 */
export type Shelf = {
  /** Makes a model ready. One that is, or is on its way, in this `version` stays as it is. */
  makeReady: (modelId: string, version: string, source: ModelSource) => Promise<void>
  /** What a model says of texts; null when it can't answer. */
  predict: (modelId: string, texts: string[]) => Promise<Answer | null>
  /** Runs something else in the same worker, in turn. */
  inTurn: <Value>(task: (client: ShelfClient) => Promise<Value>) => Promise<Value>
}

/** Runs jobs, one at a time. */
export type ShelfClient = { run: <J extends Job>(job: J) => Promise<JobResult<J['kind']>> }

/** The worker keeps as many; see `prediction-job.ts`. */
const MOST_MODELS = 2

type Placed = { version: string; source: ModelSource; state: ModelState; ready: Promise<void> }

/** A shelf in one worker. `onChange` gets all models in order of their use, the latest last. */
export function createShelf(options: {
  client: ShelfClient
  basics: () => Pick<LoadJob, 'modelUrl' | 'backend' | 'avoid'>
  onChange: (models: Readonly<Record<string, ModelState>>) => void
}): Shelf {
  const { client, basics, onChange } = options
  const placed = new Map<string, Placed>()
  let queue: Promise<unknown> = Promise.resolve()

  function inTurn<Value>(task: (client: ShelfClient) => Promise<Value>): Promise<Value> {
    const result = queue.then(() => task(client))
    queue = result.catch(() => {})
    return result
  }

  function tell(): void {
    onChange(Object.fromEntries([...placed].map(([id, { state }]) => [id, state])))
  }

  function use(modelId: string, model: Placed): void {
    placed.delete(modelId)
    placed.set(modelId, model)
  }

  async function load(modelId: string, model: Placed): Promise<void> {
    const source = await model.source()
    if (source.kind === 'failed') {
      model.state = source
      return
    }
    const result = await client.run({ kind: 'load', ...basics(), modelId, model: source.model })
    model.state = result.kind === 'loaded' ? { kind: 'ready' } : { kind: 'failed', failure: result }
  }

  async function ask(modelId: string, model: Placed, job: PredictJob): Promise<Answer | null> {
    for (let tries = 0; placed.get(modelId) === model && model.state.kind === 'ready'; tries += 1) {
      const result = await client.run(job)
      if (result.kind === 'predicted') {
        use(modelId, model)
        return result
      }
      if (tries === 0 && isLost(result)) await load(modelId, model)
      else model.state = { kind: 'failed', failure: result }
      tell()
    }
    return null
  }

  return {
    makeReady(modelId, version, source) {
      const before = placed.get(modelId)
      if (before?.version === version && before.state.kind !== 'failed') return before.ready
      const model: Placed = {
        version,
        source,
        state: { kind: 'loading' },
        ready: Promise.resolve(),
      }
      for (const id of placed.keys()) {
        if (placed.size < MOST_MODELS || placed.has(modelId)) break
        placed.delete(id)
      }
      use(modelId, model)
      tell()
      model.ready = inTurn(async () => {
        // Who asked for another version meanwhile has taken its place.
        if (placed.get(modelId) !== model) return
        await load(modelId, model)
        if (placed.get(modelId) === model) tell()
      })
      return model.ready
    },
    async predict(modelId, texts) {
      const model = placed.get(modelId)
      if (!model) return null
      return inTurn(() => ask(modelId, model, { kind: 'predict', modelId, texts }))
    },
    inTurn,
  }
}

function isLost({ reason }: Failure): boolean {
  return reason === 'no-model' || reason === 'crashed' || reason === 'not-responding'
}
