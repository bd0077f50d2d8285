/** Lets messages and timers run between steps. */

/**
 * Waits for one turn of the event loop through a `MessageChannel`: unlike `await`, it lets a worker
 * see messages; unlike `requestAnimationFrame` or timers, it is neither throttled nor stopped in a
 * hidden tab.
 */
export function yieldToHost(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
