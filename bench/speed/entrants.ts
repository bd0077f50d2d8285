/** Who runs where. */
import type { Entrant } from './measure'
import { createOurContestant } from './our-contestant'
import { type SpeedSize, STANDARD } from './size'
import { createStockContestant } from './stock-contestant'

/** The entrants of one backend and size. `cpu` runs the reference alone. */
export function entrantsOf(backend: Entrant['backend'], size: SpeedSize = STANDARD): Entrant[] {
  const ours: Entrant = {
    implementation: backend === 'cpu' ? 'skillet reference' : 'skillet',
    backend,
    size,
    create: createOurContestant,
  }
  if (backend === 'cpu') return [ours]
  return [ours, { implementation: 'tf.layers', backend, size, create: createStockContestant }]
}
