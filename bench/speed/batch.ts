/** A made-up batch, the same for every implementation. */
import { createRandom } from '@/project/random'
import { INTENTS, type SpeedSize, TAGS } from './size'

export type SpeedBatch = {
  /** [batch, time, inputSize] */
  x: Float32Array
  lengths: Int32Array
  /** [batch · time] */
  tags: Int32Array
  /** [batch] */
  intents: Int32Array
}

/** Random token vectors and labels from a fixed seed. */
export function createSpeedBatch({ batch, time, inputSize }: SpeedSize): SpeedBatch {
  const random = createRandom('speed')
  const below = (limit: number) => Math.floor(random.next() * limit)
  return {
    x: Float32Array.from({ length: batch * time * inputSize }, () => 2 * random.next() - 1),
    lengths: new Int32Array(batch).fill(time),
    tags: Int32Array.from({ length: batch * time }, () => below(TAGS)),
    intents: Int32Array.from({ length: batch }, () => below(INTENTS)),
  }
}
