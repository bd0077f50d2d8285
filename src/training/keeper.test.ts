import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, it } from 'vitest'
import { createKeeper, type KeptWeights } from './keeper'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

type Keep = 'best' | 'average' | 'last'

/** Ends epochs with these weights and losses, each judged at once, and gives what is handed over then. */
async function handedOver(
  keep: Keep,
  epochs: readonly (readonly [weight: number, loss: number])[],
  { averageOver = 0.5, resume }: { averageOver?: number; resume?: KeptWeights } = {},
) {
  const before = tf.memory().numTensors
  const weights: Record<string, tf.Tensor> = { w: tf.tensor1d([0]) }
  const keeper = createKeeper(weights, { keep, averageOver, epochs: 4 }, resume)
  const verdicts = epochs.map(([weight, loss], index) => {
    tf.dispose(weights.w!)
    weights.w = tf.tensor1d([weight])
    return keeper.judge(keeper.endEpoch((resume?.best?.epoch ?? 0) + index + 1), loss)
  })
  const kept = await keeper.read()
  const best = keeper.bestEpoch()
  keeper.restore()
  const [value] = weights.w!.dataSync()
  keeper.dispose()
  tf.dispose(weights)
  expect(tf.memory().numTensors, 'tensors left').toBe(before)
  return { value, best, kept, verdicts }
}

const RUN = [
  [1, 0.9],
  [2, 0.3],
  [3, 0.3],
  [4, 0.5],
] as const

describe('what a training hands over', () => {
  it('is the best epoch, the first of equals', async () => {
    const { value, best, verdicts, kept } = await handedOver('best', RUN)
    expect([value, best]).toEqual([2, 2])
    expect(verdicts).toEqual([true, true, false, false])
    expect(kept.average).toBeNull()
    expect(kept.best).toMatchObject({ epoch: 2, loss: 0.3 })
    expect([...kept.best!.weights.w!.values]).toEqual([2])
  })

  it('is the mean over the last share of epochs, and the best of those before it has begun', async () => {
    const whole = await handedOver('average', RUN)
    expect([whole.value, whole.best]).toEqual([3.5, 2])
    expect(whole.kept.best).toBeNull()
    expect(whole.kept.average).toMatchObject({ count: 2 })
    expect([...whole.kept.average!.sums.w!.values]).toEqual([7])
    const stopped = await handedOver('average', RUN.slice(0, 2))
    expect(stopped.value).toBe(2)
    expect((await handedOver('average', RUN, { averageOver: 0.25 })).value).toBe(4)
    expect((await handedOver('average', RUN, { averageOver: 1 })).value).toBe(2.5)
  })

  it('is what was last, and still tells which epoch was the best', async () => {
    expect(await handedOver('last', RUN)).toMatchObject({
      value: 4,
      best: 2,
      kept: { best: null, average: null },
    })
  })

  it('goes on where a checkpoint was', async () => {
    const half = await handedOver('best', RUN.slice(0, 2))
    const worse = await handedOver('best', [[9, 0.4]], { resume: half.kept })
    expect([worse.value, worse.best]).toEqual([2, 2])
    const better = await handedOver('best', [[9, 0.2]], { resume: half.kept })
    expect([better.value, better.best]).toEqual([9, 3])
    const sums = { w: { shape: [1], values: Float32Array.of(7) } }
    const averaged = await handedOver('average', [], {
      resume: { best: null, average: { count: 2, sums } },
    })
    expect(averaged.value).toBe(3.5)
  })

  it('is nothing before an epoch has ended', async () => {
    expect(await handedOver('best', [])).toMatchObject({
      value: 0,
      best: null,
      kept: { best: null, average: null },
    })
  })
})

it('frees what was ended and never judged', () => {
  const before = tf.memory().numTensors
  const weights = { w: tf.tensor1d([1]) }
  const keeper = createKeeper(weights, { keep: 'best', averageOver: 0, epochs: 4 })
  keeper.endEpoch(1)
  keeper.endEpoch(2)
  keeper.dispose()
  tf.dispose(weights)
  expect(tf.memory().numTensors).toBe(before)
})
