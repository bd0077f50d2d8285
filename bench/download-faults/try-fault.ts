/** One fault, met by somebody who has a good model and by somebody who has none. */
import type { LoadOutcome } from '@/model/pretrained'
import type { Fault } from './faults'
import type { PublishedModel } from './published-model'
import { createCacheStorage, MODEL_URL, serve } from './visit'

export type FaultResult = {
  name: string
  /** Which release answers a returning visitor; null when none does. */
  returning: string | null
  /** The same, offline afterwards: whether what was kept is still whole. */
  offlineAfter: string | null
  /** What a first visitor is told; null when a model was loaded or nothing was said. */
  firstTold: string | null
  /** Which release a first visitor gets once the fault is over. */
  firstAfter: string | null
}

export type Load = (url: string, options: { stalledAfterMs: number }) => Promise<LoadOutcome>

/** Tries a fault on a host that replaces `before` by `after`. */
export async function tryFault(
  load: Load,
  fault: Fault,
  { before, after }: { before: PublishedModel; after: PublishedModel },
): Promise<FaultResult> {
  const visit = () => withLimit(load(MODEL_URL, { stalledAfterMs: 30 }))
  globalThis.caches = createCacheStorage()
  serve(before)
  await visit()
  serve(after, fault)
  const returning = idOf(await visit())
  serve(after, OFFLINE)
  const offlineAfter = idOf(await visit())

  globalThis.caches = createCacheStorage()
  serve(after, fault)
  const first = await visit()
  serve(after)
  const firstAfter = idOf(await visit())
  const firstTold = first?.kind === 'failed' ? `${first.message} ${first.remedy}` : null
  return { name: fault.name, returning, offlineAfter, firstTold, firstAfter }
}

const OFFLINE: Fault = {
  name: 'offline',
  answer: async () => {
    throw new TypeError('Failed to fetch')
  },
}

/** A load that does not end within a second, or throws, is a screen that waits for ever. */
function withLimit(loading: Promise<LoadOutcome>): Promise<LoadOutcome | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 1_000))
  return Promise.race([loading, late]).catch(() => null)
}

function idOf(outcome: LoadOutcome | null): string | null {
  return outcome?.kind === 'loaded' ? outcome.pretrained.card.id : null
}
