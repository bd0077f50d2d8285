import {
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { offsetsOf, type RowRange, rowsBetween } from './row-places'
import styles from './VirtualList.module.css'

/** How to reach rows that are not on screen. */
export type VirtualListHandle = { scrollToRow: (index: number) => void }

/** Rows that are drawn beyond what shows, so that a short scroll needs no drawing at all. */
const OVERSCAN = 6
/** Scrolling faster than this share of the view between two drawings shows rows in brief. */
const FAST_SHARE = 0.4
/** After a pause like this the rows are drawn in full. */
const SETTLED_MS = 100
/** What a first drawing assumes, before the height of the list is known. */
const FIRST_HEIGHT_PX = 900

/**
 * Draws only the rows that show, one under the other. Rows are as high as `rowHeight` unless they turn
 * out to differ: one observer watches the height of all drawn rows together, so nothing is measured
 * while scrolling, and a row needs no element of the list's own. `renderRow` returns one element, with
 * its own role; while rows fly by it is asked for them `isBrief`: what can be seen in passing, of the
 * same height. The `pinned` row is drawn wherever it is, so that what is being written in it stays.
 */
export function VirtualList({
  rowKeys,
  rowHeight,
  renderRow,
  pinned = -1,
  handle,
  ...rest
}: Omit<HTMLAttributes<HTMLDivElement>, 'className' | 'children'> & {
  /** A key for each row, unique. */
  rowKeys: readonly string[]
  /** Pixels. */
  rowHeight: number
  /** The element of a row; give it the key of the row. */
  renderRow: (index: number, isBrief: boolean) => ReactNode
  pinned?: number
  handle?: Ref<VirtualListHandle>
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const flow = useRef<HTMLDivElement>(null)
  const heights = useRef(new Map<string, number>())
  const [version, setVersion] = useState(0)
  const [shown, setShown] = useState<RowRange & { isBrief: boolean }>(() => ({
    first: 0,
    last: Math.ceil(FIRST_HEIGHT_PX / rowHeight),
    isBrief: false,
  }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that heights changed
  const offsets = useMemo(
    () => offsetsOf(rowKeys, rowHeight, heights.current),
    [rowKeys, rowHeight, version],
  )
  const last = Math.min(rowKeys.length - 1, shown.last)
  const first = Math.max(0, Math.min(shown.first, last))
  const now = useRef({
    offsets,
    rowKeys,
    rowHeight,
    first,
    last,
    isBrief: false,
    viewHeight: FIRST_HEIGHT_PX,
    scrollTop: 0,
    /** Where it was scrolled to when rows were drawn last. */
    drawnTop: 0,
    settling: undefined as ReturnType<typeof setTimeout> | undefined,
    /** The row that was asked for last; it stays in view when it grows. */
    wanted: '',
  })
  Object.assign(now.current, { offsets, rowKeys, rowHeight, first, last, isBrief: shown.isBrief })

  /** Draws other rows if some of those that now show are not drawn; before the browser paints. */
  function follow({ isScrolling = false } = {}): void {
    const { scrollTop, viewHeight, drawnTop } = now.current
    const seen = rowsBetween(now.current.offsets, scrollTop, scrollTop + viewHeight)
    if (seen.first >= now.current.first && seen.last <= now.current.last) return
    const isBrief = isScrolling && Math.abs(scrollTop - drawnTop) > viewHeight * FAST_SHARE
    now.current.drawnTop = scrollTop
    draw(seen, isBrief)
    if (!isBrief) return
    clearTimeout(now.current.settling)
    now.current.settling = setTimeout(settle, SETTLED_MS)
  }

  function draw(seen: RowRange, isBrief: boolean): void {
    // What flies by is gone before the rows beyond it could show.
    const more = isBrief ? 0 : OVERSCAN
    setShown({ first: Math.max(0, seen.first - more), last: seen.last + more, isBrief })
  }

  function settle(): void {
    const { offsets: all, scrollTop, viewHeight } = now.current
    draw(rowsBetween(all, scrollTop, scrollTop + viewHeight), false)
  }

  /** Scrolls as little as is needed to see a whole row. */
  function reveal(index: number): void {
    const { viewHeight, scrollTop } = now.current
    const top = now.current.offsets[index]
    const bottom = now.current.offsets[index + 1]
    if (!scroller.current || top === undefined || bottom === undefined) return
    const wanted =
      top < scrollTop ? top : bottom > scrollTop + viewHeight ? bottom - viewHeight : -1
    if (wanted < 0) return
    scroller.current.scrollTop = wanted
    now.current.scrollTop = wanted
  }

  /** Learns the height of a drawn row; returns by how much it differs from what was assumed. */
  function learnHeight(index: number): number {
    const { offsets: assumed, rowKeys: keys, first: begin } = now.current
    const key = keys[index]
    const row = flow.current?.children[index - begin]
    if (key === undefined || !row) return 0
    const before = assumed[index + 1]! - assumed[index]!
    const height = row.getBoundingClientRect().height
    if (Math.abs(height - before) < 0.5) return 0
    if (height === now.current.rowHeight) heights.current.delete(key)
    else heights.current.set(key, height)
    return height - before
  }

  /** Learns the heights of the drawn rows; called when they differ from what was assumed. */
  function measure(): void {
    const { offsets: assumed, rowKeys: keys, first: begin, scrollTop, wanted } = now.current
    // Rows in brief say nothing about the full ones.
    if (now.current.isBrief) return
    let shift = 0
    let isWanted = false
    const { length } = flow.current?.children ?? []
    for (let index = begin; index < begin + length; index++) {
      const change = learnHeight(index)
      if (change === 0) continue
      if (assumed[index + 1]! <= scrollTop) shift += change
      isWanted ||= keys[index] === wanted
    }
    flushSync(() => setVersion((one) => one + 1))
    // What is read stays where it is when rows above it turn out higher or lower.
    if (shift !== 0 && scroller.current) scroller.current.scrollTop += shift
    if (isWanted) reveal(now.current.rowKeys.indexOf(wanted))
    flushSync(() => follow())
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the functions read `now` alone
  useLayoutEffect(() => {
    if (!scroller.current || !flow.current || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver((entries) => {
      for (const { target, borderBoxSize } of entries) {
        const height = borderBoxSize[0]?.blockSize ?? 0
        if (target === scroller.current) {
          now.current.viewHeight = height
          flushSync(() => follow())
          continue
        }
        const { offsets: assumed, first: begin, last: end } = now.current
        if (Math.abs((assumed[end + 1] ?? 0) - (assumed[begin] ?? 0) - height) >= 0.5) measure()
      }
    })
    observer.observe(scroller.current)
    observer.observe(flow.current)
    return () => {
      observer.disconnect()
      clearTimeout(now.current.settling)
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows or heights may show now
  useLayoutEffect(() => follow(), [offsets])

  useImperativeHandle(handle, () => ({
    scrollToRow: (index) => {
      // One row grows by what another shrinks: the height of all together, which is watched, stays.
      const before = now.current.rowKeys.indexOf(now.current.wanted)
      const changes = now.current.isBrief ? [] : [before, index].map(learnHeight)
      if (changes.some((change) => change !== 0)) {
        now.current.offsets = offsetsOf(now.current.rowKeys, rowHeight, heights.current)
        setVersion((one) => one + 1)
      }
      now.current.wanted = now.current.rowKeys[index] ?? ''
      reveal(index)
      follow()
    },
  }))

  const isPinnedAway = pinned >= 0 && pinned < rowKeys.length && (pinned < first || pinned > last)
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onScroll={(event) => {
        now.current.scrollTop = event.currentTarget.scrollTop
        flushSync(() => follow({ isScrolling: true }))
      }}
      {...rest}
    >
      <div
        role="presentation"
        className={styles.canvas}
        style={{ height: offsets[rowKeys.length] }}
      >
        <div ref={flow} role="presentation" className={styles.flow} style={{ top: offsets[first] }}>
          {rowKeys
            .slice(first, last + 1)
            .map((_key, place) => renderRow(first + place, shown.isBrief))}
        </div>
        {isPinnedAway && (
          <div role="presentation" className={styles.flow} style={{ top: offsets[pinned] }}>
            {renderRow(pinned, false)}
          </div>
        )}
      </div>
    </div>
  )
}
