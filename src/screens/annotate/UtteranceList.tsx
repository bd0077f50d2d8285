import { memo, type PointerEvent, useEffect, useMemo, useRef } from 'react'
import type { Utterance } from '@/project/project'
import { useProjectStore } from '@/store/project-store'
import { VirtualList, type VirtualListHandle } from '@/ui/VirtualList'
import { checkThrough, focusList } from './annotate-actions'
import {
  candidatesOf,
  findUtterance,
  focusUtterance,
  selectTokens,
  useAnnotateView,
} from './annotate-view'
import { rangeOf } from './candidates'
import styles from './UtteranceList.module.css'
import { UtteranceRow } from './UtteranceRow'

/**
 * The utterances: one grid that keeps the keyboard's focus, rows named by `aria-activedescendant`.
 * Pointers select tokens by clicking, dragging, double-clicking (the run or slot) and shift-clicking.
 */
export const UtteranceList = memo(function UtteranceList({
  utterances,
}: {
  utterances: readonly Utterance[]
}) {
  const focusedId = useAnnotateView((state) => state.focusedId)
  const list = useRef<VirtualListHandle>(null)
  const drag = useRef<{ id: string; anchor: number } | null>(null)
  const focusedIndex = useMemo(
    () => utterances.findIndex((utterance) => utterance.id === focusedId),
    [utterances, focusedId],
  )

  useEffect(() => {
    if (focusedIndex >= 0) list.current?.scrollToRow(focusedIndex)
  }, [focusedIndex])

  useEffect(() => focusList(), [])

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0 || !(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('[data-utterance]')
    if (!row || event.target.closest('button, input, textarea, a, label, [role="listbox"]')) return
    const id = row.dataset.utterance ?? ''
    const token = tokenAt(event.target)
    const view = useAnnotateView.getState()
    if (token === null) {
      if (event.shiftKey) checkThrough(id)
      else if (view.focusedId !== id) focusUtterance(id)
      return
    }
    event.preventDefault()
    focusList()
    const anchor =
      event.shiftKey && view.focusedId === id && view.selection ? view.selection.anchor : token
    drag.current = { id, anchor }
    selectTokens(id, anchor, token)
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const current = drag.current
    if (!current || event.buttons === 0) return
    const under = document.elementFromPoint(event.clientX, event.clientY)
    const row = under?.closest<HTMLElement>('[data-utterance]')
    const token = under && row?.dataset.utterance === current.id ? tokenAt(under) : null
    if (token !== null && token !== useAnnotateView.getState().selection?.head) {
      selectTokens(current.id, current.anchor, token)
    }
  }

  function onDoubleClick(event: { target: EventTarget }) {
    if (!(event.target instanceof Element)) return
    const id = event.target.closest<HTMLElement>('[data-utterance]')?.dataset.utterance
    const token = tokenAt(event.target)
    const utterance =
      id === undefined ? null : findUtterance(useProjectStore.getState().project, id)
    if (!utterance || token === null) return
    const run = [
      ...utterance.spans.map((span) => rangeOf(utterance, span)),
      ...candidatesOf(utterance),
    ].find((range) => range.first <= token && range.last >= token)
    selectTokens(utterance.id, run?.first ?? token, run?.last ?? token)
  }

  return (
    <div className={styles.frame}>
      <VirtualList
        handle={list}
        role="grid"
        aria-label="Utterances"
        aria-rowcount={utterances.length}
        aria-multiselectable
        aria-activedescendant={focusedIndex >= 0 ? `row-${focusedId}` : undefined}
        tabIndex={0}
        data-annotate-list
        rowCount={utterances.length}
        rowKey={(index) => utterances[index]?.id ?? String(index)}
        estimateHeight={() => 38}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null
        }}
        onDoubleClick={onDoubleClick}
        renderRow={(index) => {
          const utterance = utterances[index]
          return (
            utterance && (
              <UtteranceRow
                utterance={utterance}
                index={index}
                isFocused={utterance.id === focusedId}
              />
            )
          )
        }}
      />
    </div>
  )
})

function tokenAt(element: Element): number | null {
  const index = element.closest<HTMLElement>('[data-token]')?.dataset.token
  return index === undefined ? null : Number(index)
}
