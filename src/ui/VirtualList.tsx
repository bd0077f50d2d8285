import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type HTMLAttributes, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import styles from './VirtualList.module.css'

/** How to reach rows that are not on screen. */
export type VirtualListHandle = { scrollToRow: (index: number) => void }

/**
 * Draws only the rows that show; heights are measured, so rows may wrap and grow.
 * `renderRow` returns the row's element with its own role; the list brings the scrolling.
 */
export function VirtualList({
  rowCount,
  rowKey,
  estimateHeight,
  renderRow,
  handle,
  overscan = 4,
  ...rest
}: Omit<HTMLAttributes<HTMLDivElement>, 'className' | 'children'> & {
  rowCount: number
  rowKey: (index: number) => string
  /** Pixels; a good guess keeps the scrollbar still. */
  estimateHeight: (index: number) => number
  renderRow: (index: number) => ReactNode
  handle?: Ref<VirtualListHandle>
  overscan?: number
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement> = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: estimateHeight,
    getItemKey: rowKey,
    overscan,
  })
  useImperativeHandle(
    handle,
    () => ({
      scrollToRow: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    }),
    [virtualizer],
  )
  return (
    <div ref={scroller} className={styles.scroller} {...rest}>
      <div
        role="presentation"
        className={styles.canvas}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((row) => (
          <div
            key={row.key}
            ref={virtualizer.measureElement}
            data-index={row.index}
            role="presentation"
            className={styles.row}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {renderRow(row.index)}
          </div>
        ))}
      </div>
    </div>
  )
}
