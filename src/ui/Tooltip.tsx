import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Kbd } from './Kbd'
import styles from './Tooltip.module.css'

const OPEN_DELAY_MS = 500
const CLOSE_DELAY_MS = 120
const GAP = 6
/** As near as it comes to the side of the page. */
const EDGE = 8

type Tip = { text: string; keys: string | null; left: number; top: number; isAbove: boolean }

/**
 * The one tooltip of the page: shows `data-tip` (and `data-tip-keys`) of what is hovered or has the
 * keyboard's focus. One for all, so that a button costs no more for having one. It only repeats the
 * button's name or description, so screen readers pass it by. Escape closes it; the pointer may rest on it.
 */
export function Tooltip() {
  const [tip, setTip] = useState<Tip | null>(null)
  const own = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let shown: Element | null = null
    const after = (ms: number, run: () => void) => {
      clearTimeout(timer)
      timer = setTimeout(run, ms)
    }
    const show = (element: Element) => {
      shown = element
      setTip(element.isConnected ? tipOf(element) : null)
    }
    const hide = () => {
      clearTimeout(timer)
      if (shown) setTip(null)
      shown = null
    }
    const onOver = (event: Event) => {
      if (!(event.target instanceof Element)) return
      if (own.current?.contains(event.target)) return clearTimeout(timer)
      const element = event.target.closest('[data-tip]')
      if (element && element === shown) clearTimeout(timer)
      else if (element) after(shown ? 0 : OPEN_DELAY_MS, () => show(element))
      else if (shown) after(CLOSE_DELAY_MS, hide)
      else clearTimeout(timer)
    }
    const onFocus = (event: Event) => {
      if (!(event.target instanceof Element)) return
      if (event.target.matches('[data-tip]:focus-visible')) show(event.target)
      else hide()
    }
    const onClick = (event: Event) => {
      const element =
        event.target instanceof Element ? event.target.closest('[data-tip-on-press]') : null
      if (element) show(element)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' || shown !== document.activeElement) hide()
    }
    const listeners = [
      ['pointerover', onOver],
      ['focusin', onFocus],
      ['pointerdown', hide],
      ['scroll', hide],
      ['click', onClick],
    ] as const
    for (const [name, run] of listeners) document.addEventListener(name, run, true)
    document.addEventListener('keydown', onKey, true)
    return () => {
      clearTimeout(timer)
      for (const [name, run] of listeners) document.removeEventListener(name, run, true)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [])

  useLayoutEffect(() => {
    if (own.current) keepInView(own.current)
  })

  if (!tip) return null
  return (
    <div
      ref={own}
      className={styles.tooltip}
      data-above={tip.isAbove || undefined}
      aria-hidden="true"
      style={{ left: tip.left, top: tip.top }}
    >
      {tip.text}
      {tip.keys && <Kbd keys={tip.keys} />}
    </div>
  )
}

/** Moves a tooltip that would stick out at a side of the page; at the foot it goes up over what it is about. */
function keepInView(box: HTMLElement): void {
  box.style.marginInlineStart = ''
  box.style.marginBlockStart = ''
  const { left, right, bottom } = box.getBoundingClientRect()
  const shift = Math.max(EDGE - left, Math.min(0, innerWidth - EDGE - right))
  if (shift !== 0) box.style.marginInlineStart = `${shift}px`
  if (bottom > innerHeight) box.style.marginBlockStart = `${innerHeight - EDGE - bottom}px`
}

function tipOf(element: Element): Tip {
  const box = element.getBoundingClientRect()
  const isAbove = box.bottom + 48 > innerHeight
  return {
    text: element.getAttribute('data-tip') ?? '',
    keys: element.getAttribute('data-tip-keys'),
    left: Math.min(innerWidth - 12, Math.max(12, box.left + box.width / 2)),
    top: isAbove ? box.top - GAP : box.bottom + GAP,
    isAbove,
  }
}
