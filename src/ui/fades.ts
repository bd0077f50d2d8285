/**
 * Keeps transitions from react-aria, which remembers every element with a running one so that it can wait for its
 * end before it moves the focus. One that leaves the page in the midst of it is never forgotten, and with it the whole
 * dialog that it stood in. What opens over the page here moves by animations, which react-aria asks for otherwise; of
 * transitions, buttons that change their colour, there is nothing to wait for. Returns how to stop.
 */
export function keepFadesQuiet(): () => void {
  const hush = (event: TransitionEvent) => event.stopPropagation()
  addEventListener('transitionrun', hush, true)
  return () => removeEventListener('transitionrun', hush, true)
}
