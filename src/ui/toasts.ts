export type Toast = {
  id: number
  text: string
  tone: 'neutral' | 'good' | 'bad'
  /** One thing to do about it, for example Undo. */
  action?: { label: string; run: () => void }
}

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

/** Says something for a few seconds at the foot of the page (and to screen readers); returns how to take it away. */
export function showToast(
  text: string,
  options: { tone?: Toast['tone']; action?: Toast['action']; durationMs?: number } = {},
): () => void {
  const id = nextId++
  const toast: Toast = { id, text, tone: options.tone ?? 'neutral' }
  if (options.action) toast.action = options.action
  toasts = [...toasts.slice(-2), toast]
  notify()
  setTimeout(() => dismissToast(id), options.durationMs ?? (options.action ? 9000 : 5000))
  return () => dismissToast(id)
}

/** Takes a toast away. */
export function dismissToast(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id)
  notify()
}

/** The toasts that show now; the array is a new one after each change. */
export function currentToasts(): readonly Toast[] {
  return toasts
}

/** Calls `listener` after each change; returns how to stop. */
export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function notify(): void {
  for (const listener of listeners) listener()
}
