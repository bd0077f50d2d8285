import type { RouteQuery } from '@/store/route'
import { focusUtterance, visibleNow } from './focus'
import { held } from './shown-offers'
import { type AnnotateView, PANELS, START, useAnnotateView } from './view-state'

/** The Annotate screen's view as the query of its address. */

/** Begins afresh for a skill, from the query of the address. */
export function openView(query: RouteQuery): void {
  const ids = query.ids?.split(',').filter(Boolean)
  held.release()
  useAnnotateView.setState({
    ...START,
    filters: {
      text: query.q ?? '',
      intent: query.intent ?? null,
      isIntentMissing: query.nointent === '1',
      slot: query.slot ?? null,
      status: STATUSES.find((status) => status === query.status) ?? null,
      special: SPECIALS.find((special) => special === query.special) ?? null,
      rule: query.check ?? null,
      only: ids ? { ids: new Set(ids), label: query.because ?? 'Chosen utterances' } : null,
    },
    sort: SORTS.find((sort) => sort === query.sort) ?? 'skill',
    panel: PANELS.find((panel) => panel === query.panel) ?? START.panel,
    ...(query.add === undefined ? {} : { addsTo: query.add === 'test' ? 'test' : 'auto' }),
  })
  if (query.utterance !== undefined) focusUtterance(query.utterance)
  const first = visibleNow()[0]
  if (useAnnotateView.getState().focusedId === null && first) focusUtterance(first.id)
  if (query.add !== undefined) useAnnotateView.setState({ mode: 'add' })
}

/** The query that leads back to this view. */
export function queryOf({ filters, sort, focusedId }: AnnotateView): RouteQuery {
  return {
    utterance: focusedId ?? '',
    q: filters.text,
    intent: filters.intent ?? '',
    nointent: filters.isIntentMissing ? '1' : '',
    slot: filters.slot ?? '',
    status: filters.status ?? '',
    special: filters.special ?? '',
    check: filters.rule ?? '',
    ids: filters.only && filters.only.ids.size <= 50 ? [...filters.only.ids].join(',') : '',
    because: filters.only && filters.only.ids.size <= 50 ? filters.only.label : '',
    sort: sort === 'skill' ? '' : sort,
  }
}

const STATUSES = ['todo', 'done', 'check'] as const

const SPECIALS = ['doubted', 'unlabelled', 'suggested'] as const

const SORTS = ['skill', 'uncertain', 'longest', 'shortest', 'recent'] as const
