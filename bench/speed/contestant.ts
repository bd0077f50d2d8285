/** What the bench measures: one implementation of the same network on one backend. */
import type { SpeedSize } from './size'

export type Contestant = {
  /** One training step on the fixed batch, uploads included: forward, backward, clipping, Adam. */
  step: () => { loss: () => Promise<number> }
  /** One utterance of `time` tokens through the network, its result read back. */
  predict: () => Promise<void>
  dispose: () => void
}

export type CreateContestant = (size: SpeedSize) => Contestant
