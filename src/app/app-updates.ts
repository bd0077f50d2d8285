import { create } from 'zustand'
import { keepModelForOffline } from '@/store/offline-model'

/** What is known of other versions of the app: none, one that waits to be let in, or one that runs elsewhere already. */
export type Update =
  | { kind: 'none' }
  | { kind: 'waiting'; worker: ServiceWorker }
  | { kind: 'over' }

/** The state of the app's own version. */
export const useUpdate = create<Update>(() => ({ kind: 'none' }))

const CHECK_EVERY_MS = 60 * 60_000

/**
 * Makes the app work without a network from now on, and watches for new versions. A new version waits until the person
 * lets it in: what an open page has not loaded yet would else be gone under it.
 */
export async function startUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const { serviceWorker } = navigator
  let isControlled = serviceWorker.controller !== null
  serviceWorker.addEventListener('controllerchange', () => {
    if (isControlled) useUpdate.setState({ kind: 'over' }, true)
    isControlled = true
  })
  try {
    const registration = await serviceWorker.register('./sw.js', { updateViaCache: 'none' })
    const offer = (worker: ServiceWorker | null) => {
      if (worker && serviceWorker.controller) useUpdate.setState({ kind: 'waiting', worker }, true)
    }
    offer(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed') offer(worker)
      })
    })
    const check = () => void registration.update().catch(() => {})
    setInterval(check, CHECK_EVERY_MS)
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') check()
    })
    await serviceWorker.ready
    // After the app itself, and not at the expense of what the person does now.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    await keepModelForOffline()
  } catch {
    // Without it, the app works as long as there is a network: private windows and old browsers have none.
  }
}

/** Lets the waiting version in; all tabs hear of it. */
export function letIn(worker: ServiceWorker): void {
  worker.postMessage({ type: 'SKIP_WAITING' })
}
