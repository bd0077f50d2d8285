/** Who trains which skill, across the tabs of a browser. A tab that dies gives its right back. */
export type TrainingLocks = {
  /** Takes the right to train a skill; null while another tab has it. Returns how to give it back. */
  take: (projectId: string) => Promise<(() => Promise<void>) | null>
  /** Whether some tab has it. */
  isTaken: (projectId: string) => Promise<boolean>
  /** Calls back once it is free; returns how to stop waiting. */
  whenFree: (projectId: string, onFree: () => void) => () => void
}

/** The locks of a browser. Where it has none (an insecure address), every tab may train. */
export function createTrainingLocks(locks: LockManager | undefined): TrainingLocks {
  if (!locks) {
    return {
      take: async () => async () => {},
      isTaken: async () => false,
      whenFree: () => () => {},
    }
  }
  return {
    take: (projectId) =>
      new Promise((resolve, reject) => {
        const held = locks.request(nameOf(projectId), { ifAvailable: true }, (lock) => {
          if (!lock) {
            resolve(null)
            return
          }
          return new Promise<void>((giveBack) => {
            resolve(async () => {
              giveBack()
              await held
            })
          })
        })
        held.catch(reject)
      }),
    async isTaken(projectId) {
      const { held = [] } = await locks.query()
      // Tabs that wait share the lock for a moment once it is free: that is nobody who trains.
      return held.some(({ name, mode }) => name === nameOf(projectId) && mode === 'exclusive')
    },
    whenFree(projectId, onFree) {
      const waiting = new AbortController()
      locks
        .request(nameOf(projectId), { mode: 'shared', signal: waiting.signal }, () => {})
        .then(onFree, () => {})
      return () => waiting.abort()
    },
  }
}

function nameOf(projectId: string): string {
  return `skillet-training/${projectId}`
}
