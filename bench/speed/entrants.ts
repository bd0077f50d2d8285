/** Who runs where. */
import type { Entrant } from './measure'
import { createOurContestant } from './our-contestant'
import { type SpeedSize, STANDARD } from './size'
import { createStockContestant } from './stock-contestant'

/** The entrants of one backend and size. `cpu` runs the reference alone, `wasm` ours on one thread and on two. */
export function entrantsOf(backend: Entrant['backend'], size: SpeedSize = STANDARD): Entrant[] {
  const ours: Entrant = { implementation: 'skillet', backend, size, create: createOurContestant }
  if (backend === 'cpu') return [{ ...ours, implementation: 'skillet reference', isSlow: true }]
  const stock: Entrant = {
    implementation: 'tf.layers',
    backend,
    size,
    create: createStockContestant,
    mostRounds: 3,
    // Not on a GPU, which compiles other programs for other sizes.
    ...(backend === 'wasm' ? { warmUpSize: { ...size, batch: 2, time: 4 } } : {}),
  }
  return backend === 'wasm' ? [ours, { ...ours, threads: 2 }, stock] : [ours, stock]
}
