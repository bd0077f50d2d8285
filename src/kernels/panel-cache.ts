/**
 * Copies of weights in the order in which our WASM kernels multiply with them, kept for as long as the weights stay
 * as they are: who asks a model for one utterance after another packs once.
 */

/** The members of tfjs-backend-wasm that the cache hangs on. */
type Owner = { disposeData: (dataId: object, force?: boolean) => boolean }

type Allocator = { allocate: (bytes: number) => number; free: (pointer: number) => void }

export type PanelCache = {
  /** The copy of a tensor in one `layout`. Where `isFilled` is false, the caller fills it now. */
  panelsOf: (
    dataId: object,
    layout: string,
    bytes: number,
  ) => { pointer: number; isFilled: boolean }
  /** The tensor was written to: its copy is filled anew when it is next asked for. */
  markStale: (dataId: object) => void
}

/** A cache that frees a copy together with its tensor. */
export function createPanelCache(owner: Owner, { allocate, free }: Allocator): PanelCache {
  const copies = new Map<object, { pointer: number; layout: string; isFilled: boolean }>()
  const forget = (dataId: object) => {
    const copy = copies.get(dataId)
    if (copy) free(copy.pointer)
    copies.delete(dataId)
  }
  const { disposeData } = owner
  owner.disposeData = (dataId, force) => {
    const isGone = disposeData.call(owner, dataId, force)
    if (isGone) forget(dataId)
    return isGone
  }
  return {
    panelsOf(dataId, layout, bytes) {
      // One copy a tensor: who asks for another layout gets it in the place of the one before.
      if (copies.get(dataId)?.layout !== layout) {
        forget(dataId)
        copies.set(dataId, { pointer: allocate(bytes), layout, isFilled: false })
      }
      const copy = copies.get(dataId)!
      const { pointer, isFilled } = copy
      // From the next time on; this time the caller is told, and fills it.
      copy.isFilled = true
      return { pointer, isFilled }
    },
    markStale(dataId) {
      const copy = copies.get(dataId)
      if (copy) copy.isFilled = false
    },
  }
}
