/** A dialog that closes gives the focus back by itself; what is still lost after this long stays lost. */
const PATIENCE_MS = 120

const PLACES =
  '[data-annotate-list], section, header, fieldset, form, aside, dialog, main, [role="group"], [role="region"], [role="tabpanel"], [role="dialog"]'

/**
 * Keeps the keyboard where the hand was: a control that goes away under it, as Fine-tune does once it is
 * pressed, or that can no longer be pressed, leaves the focus to what is around it and not to the page,
 * from where everybody would have to begin at the top. Returns how to stop.
 */
export function keepFocus(): () => void {
  /** What had the focus last, and all that it was in, from the inside out. */
  let path: Element[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const onFocus = ({ target }: FocusEvent) => {
    path = target instanceof Element && target !== document.body ? pathOf(target) : []
  }
  // Pressed on nothing: then the page is where the focus belongs.
  const onPointer = ({ target }: PointerEvent) => {
    if (target instanceof Element && !path.some((one) => one.contains(target))) path = []
  }
  const rescue = () => {
    const [lost, ...around] = path
    if (!lost || !isLost(lost)) return
    const place = around.find((one) => one.isConnected && one.matches(PLACES))
    if (place instanceof HTMLElement) focusPlace(place)
  }
  const observer = new MutationObserver(() => {
    const [last] = path
    if (!last || !isLost(last)) return
    clearTimeout(timer)
    timer = setTimeout(rescue, PATIENCE_MS)
  })
  document.addEventListener('focusin', onFocus)
  document.addEventListener('pointerdown', onPointer)
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled'],
  })
  return () => {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('pointerdown', onPointer)
  }
}

function isLost(last: Element): boolean {
  const { activeElement } = document
  const hasOther = activeElement !== null && activeElement !== document.body
  return (!last.isConnected || last.matches(':disabled')) && (!hasOther || activeElement === last)
}

function focusPlace(place: HTMLElement): void {
  if (!place.hasAttribute('tabindex')) {
    place.tabIndex = -1
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
  }
  place.focus({ preventScroll: true })
}

function pathOf(element: Element): Element[] {
  const path = []
  for (let one: Element | null = element; one; one = one.parentElement) path.push(one)
  return path
}
