import { focusUtterance, visibleNow } from './focus'
import { type Filters, useAnnotateView } from './view-state'

/**
 * Narrows or widens the list. The focus stays where it is if that still shows, else it goes to the
 * first that does: only an edit may leave an utterance in view that no longer fits.
 */
export function setFilters(change: Partial<Filters>): void {
  const { focusedId } = useAnnotateView.getState()
  useAnnotateView.setState({
    filters: { ...useAnnotateView.getState().filters, ...change },
    focusedId: null,
  })
  const visible = visibleNow()
  const stays = focusedId !== null && visible.some(({ id }) => id === focusedId)
  const first = visible[0]
  if (stays) useAnnotateView.setState({ focusedId })
  else if (first) focusUtterance(first.id)
}

/** A kind of filter of which one value can be on. */
export type Facet = 'status' | 'special' | 'intent' | 'slot' | 'rule'

/** Switches a filter on, or off when it is on. */
export function toggleFilter<F extends Facet>(facet: F, value: Filters[F]): void {
  const isOn = useAnnotateView.getState().filters[facet] === value
  setFilters({
    [facet]: isOn ? null : value,
    ...(facet === 'intent' && { isIntentMissing: false }),
  })
}
