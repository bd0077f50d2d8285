import {
  type CSSProperties,
  memo,
  type PointerEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import type { Span, Utterance } from '@/project/project'
import { tickThrough } from '@/screens/annotate/actions/bulk-actions'
import { stretchSpan } from '@/screens/annotate/actions/label-actions'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { rangeOf } from '@/screens/annotate/view/candidates'
import { findUtterance } from '@/screens/annotate/view/find-utterance'
import { focusedUtterance, focusUtterance } from '@/screens/annotate/view/focus'
import { selectedRange, selectTokens } from '@/screens/annotate/view/selection'
import { candidatesOf, suggestionNow } from '@/screens/annotate/view/shown-offers'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { useProject, useProjectStore } from '@/store/project-store'
import { useSlotColors } from '@/store/slot-colors'
import { useSuggestions } from '@/store/suggestions-store'
import { VirtualList, type VirtualListHandle } from '@/ui/VirtualList'
import { FocusedRow } from './FocusedRow'
import { useSearchMarks } from './search-marks'
import styles from './UtteranceList.module.css'
import { BriefRow, UtteranceRow } from './UtteranceRow'

/** The height of a row at rest, its line included; `UtteranceRow.module.css` sets it. */
const ROW_HEIGHT_PX = 38

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
  const tickedIds = useAnnotateView((state) => state.tickedIds)
  const search = useAnnotateView((state) => state.filters.text)
  // What rows offer depends on these, too; `suggestionNow` reads them.
  useAnnotateView((state) => state.dismissed)
  useAnnotateView((state) => state.asked)
  const isOpen = useAnnotateView(({ mode }) => mode !== 'rest' && mode !== 'add')
  useSuggestions((state) => state.predictions)
  useSuggestions((state) => state.gazetteer)
  useSuggestions((state) => state.guesser)
  const colors = useSlotColors()
  /** The row under the pointer: the only one, but for the focused one, whose words can be hit. */
  const [liveId, setLiveId] = useState<string | null>(null)
  const list = useRef<VirtualListHandle>(null)
  /** What the pointer drags: the end of the selection, or with `span` an edge of a slot. */
  const drag = useRef<{ id: string; anchor: number; span: Span | null } | null>(null)
  const rowKeys = useMemo(() => utterances.map(({ id }) => id), [utterances])
  const focusedIndex = useMemo(
    () => (focusedId === null ? -1 : rowKeys.indexOf(focusedId)),
    [rowKeys, focusedId],
  )

  const intents = useProject().intents
  const side = useMemo(() => sideFor(intents), [intents])

  useEffect(() => {
    if (focusedIndex >= 0) list.current?.scrollToRow(focusedIndex)
  }, [focusedIndex])

  // What opens over the focused row must be seen, wherever the list was scrolled to.
  useEffect(() => {
    if (isOpen && focusedIndex >= 0) list.current?.scrollToRow(focusedIndex)
  }, [isOpen, focusedIndex])

  useEffect(() => focusList(), [])

  useSearchMarks(search)

  // Browsers send a paste to the list's text or to the page rather than to what has the focus.
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const pasted = event.clipboardData?.getData('text/plain') ?? ''
      const isHere = document.activeElement?.matches('[data-annotate-list]')
      if (!isHere || pasted.trim() === '') return
      event.preventDefault()
      useAnnotateView.setState({ mode: 'add', pasted })
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0 || !(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('[data-utterance]')
    if (!row || event.target.closest('button, input, textarea, a, label, [role="listbox"]')) return
    const id = row.dataset.utterance ?? ''
    const view = useAnnotateView.getState()
    // A finger comes without hovering first.
    if (id !== liveId) flushSync(() => setLiveId(id))
    const hit = document.elementFromPoint(event.clientX, event.clientY)
    const token = hit && tokenAt(hit)
    if (token === null) {
      if (event.shiftKey) tickThrough(id)
      else if (view.focusedId !== id) focusUtterance(id)
      return
    }
    event.preventDefault()
    focusList()
    const grip = hit?.closest<HTMLElement>('[data-grip]')
    if (grip) {
      drag.current = grabEdge(id, grip)
      return
    }
    const anchor =
      event.shiftKey && view.focusedId === id && view.selection ? view.selection.anchor : token
    drag.current = { id, anchor, span: null }
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

  function onPointerUp() {
    const done = drag.current
    drag.current = null
    const utterance = focusedUtterance()
    const range = selectedRange()
    if (!done?.span || !utterance || utterance.id !== done.id || !range) return
    const before = rangeOf(utterance, done.span)
    if (range.first !== before.first || range.last !== before.last) stretchSpan(done.span, range)
  }

  function onPointerOver(event: PointerEvent<HTMLElement>) {
    if (!(event.target instanceof Element)) return
    const id = event.target.closest<HTMLElement>('[data-utterance]')?.dataset.utterance ?? null
    if (id !== liveId) setLiveId(id)
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

  function renderRow(index: number, isBrief: boolean) {
    const utterance = utterances[index]
    if (!utterance) return null
    const { id } = utterance
    if (isBrief && id !== focusedId)
      return <BriefRow key={id} utterance={utterance} index={index} />
    const shared = {
      utterance,
      index,
      colors,
      suggestion: suggestionNow(utterance),
      isTicked: tickedIds.has(id),
    }
    return id === focusedId ? (
      <FocusedRow key={id} {...shared} />
    ) : (
      <UtteranceRow key={id} {...shared} isLive={id === liveId} />
    )
  }

  return (
    <div className={styles.frame} style={{ '--row-side': side } as CSSProperties}>
      <p id="annotate-keys" className="visually-hidden">
        Arrows up and down choose an utterance, left and right choose words, with Shift more of
        them. Digits label them, I chooses the intent, Enter accepts and goes on. All keys: question
        mark.
      </p>
      <VirtualList
        handle={list}
        role="grid"
        aria-label="Utterances"
        aria-describedby="annotate-keys"
        aria-rowcount={utterances.length}
        aria-multiselectable
        aria-activedescendant={focusedIndex >= 0 ? `row-${focusedId}` : undefined}
        tabIndex={0}
        data-annotate-list
        rowKeys={rowKeys}
        rowHeight={ROW_HEIGHT_PX}
        pinned={focusedIndex}
        renderRow={renderRow}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerOver={onPointerOver}
        onPointerLeave={() => setLiveId(null)}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          drag.current = null
        }}
        onDoubleClick={onDoubleClick}
      />
    </div>
  )
})

/** How much room the longest intent needs at the end of a row; the rest is for the texts. */
function sideFor(intents: readonly { name: string }[]): string {
  const longest = Math.max(9, ...intents.map(({ name }) => name.length))
  return `min(14rem, calc(${longest}ch + 2rem))`
}

/** The token under an element of a row; the handle of an edge counts as the token at that edge. */
function tokenAt(element: Element): number | null {
  const found = element.closest<HTMLElement>('[data-grip], [data-token]')
  const index = found?.dataset.grip ?? found?.dataset.token
  return index === undefined ? null : Number(index)
}

/** Takes hold of an edge of a slot or of the selection: the other edge stays. */
function grabEdge(id: string, { dataset }: HTMLElement) {
  const token = Number(dataset.grip)
  const utterance = focusedUtterance()
  const range = selectedRange()
  const span =
    dataset.ofSlot === undefined
      ? null
      : (utterance?.spans.find((one) => {
          const own = rangeOf(utterance, one)
          return own.first <= token && own.last >= token
        }) ?? null)
  const held = span && utterance ? rangeOf(utterance, span) : range
  const anchor = (dataset.edge === 'start' ? held?.last : held?.first) ?? token
  selectTokens(id, anchor, token)
  return { id, anchor, span }
}
