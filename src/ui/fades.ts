/** What moves or hides something: worth waiting for before the focus goes there. */
const MOVES: ReadonlySet<string> = new Set(['transform', 'translate', 'scale', 'opacity'])

/**
 * Keeps fading colours from react-aria, which remembers every element with a running transition so that it can wait
 * for its end. It forgets one that leaves the page in the midst of two of them only by chance (of several cancels
 * it hears the first), and with it the whole dialog that it stood in. Returns how to stop.
 */
export function keepFadesQuiet(): () => void {
  const hush = (event: TransitionEvent) => {
    if (!MOVES.has(event.propertyName)) event.stopPropagation()
  }
  addEventListener('transitionrun', hush, true)
  return () => removeEventListener('transitionrun', hush, true)
}
