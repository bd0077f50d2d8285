/**
 * A second thread for our WASM kernels. Results never depend on it: both threads run the same two halves that one
 * would.
 *
 *     first thread                                 helper (wasm-helper.js)
 *     ------------                                 -----------------------
 *     arguments, then claim = n, sequence = n
 *     notify sequence ───────────────────────────▶ wakes as sequence is no longer what it was
 *     does the first half                          claim: n → 0 (compare and exchange)? then the half is its own
 *     claim: n → 0? then it does the second, too   does the second half
 *     else waits for done = n ◀─────────────────── done = n, notify done
 *
 * Whoever turns `claim` from n into 0 has the job, and only one of them can. The stores to `claim` and `sequence` and
 * the loads of them are atomic and sequentially consistent, so that the helper that sees job n sees its arguments, and
 * the first thread that sees it done sees its results. Job numbers start at 1 and never are 0, which means "none".
 */

/** How the two threads talk: places in a small block of their memory, as 32-bit integers. */
const CELLS = {
  /** Number of the newest job; the helper sleeps on it. */
  sequence: 0,
  /** The newest job's number until one of the threads takes it, then 0. */
  claim: 1,
  /** Number of the last job that the helper finished, negative when it failed. */
  done: 2,
  /** Place of the job's kernel in the list of names, and how many arguments it has. */
  kernel: 3,
  count: 4,
  /** Where the helper's scratch begins, and its bytes. */
  scratch: 5,
  scratchBytes: 6,
  /** 1 once the helper listens. */
  ready: 7,
  /** Byte at which the arguments begin, as doubles. */
  arguments: 64,
}

/** Bytes of the block. */
export const HELPER_BLOCK_BYTES = CELLS.arguments + 24 * 8

export type HelperThread = {
  /** False until it has started, and for ever where it can't. */
  isReady: () => boolean
  /** Offers a call, on scratch of its own. */
  offer: (kernel: string, numbers: number[], scratch: { pointer: number; bytes: number }) => void
  /** Takes the offer back when the helper has not begun it: the caller then does it. Else waits until it is done. */
  takeBackOrWait: () => 'taken back' | 'done'
}

/** Looks this often before it sleeps; the halves are alike, so the wait is short. */
const SPINS = 2000

type Start = {
  module: WebAssembly.Module
  memory: WebAssembly.Memory
  /** A block of `HELPER_BLOCK_BYTES` in the shared memory, aligned to 8. */
  control: number
  /** Kernels that may be called. */
  names: readonly string[]
}

/** Starts the helper. */
export function startHelper(start: Start): HelperThread {
  const { memory, control, names } = start
  const cells = new Int32Array(memory.buffer, control, CELLS.arguments / 4)
  const numbers = new Float64Array(memory.buffer, control + CELLS.arguments, 24)
  cells.fill(0)
  // Where it may not sleep, it spins: half a kernel is short.
  const canSleep = isSleepAllowed(cells)
  startThread({ ...start, cells: CELLS })
  let job = 0
  return {
    isReady: () => Atomics.load(cells, CELLS.ready) === 1,
    offer(kernel, values, scratch) {
      job = job === 0x7fffffff ? 1 : job + 1
      numbers.set(values)
      // Plain stores: the atomic ones below make them seen.
      cells[CELLS.kernel] = names.indexOf(kernel)
      cells[CELLS.count] = values.length
      cells[CELLS.scratch] = scratch.pointer
      cells[CELLS.scratchBytes] = scratch.bytes
      Atomics.store(cells, CELLS.claim, job)
      Atomics.store(cells, CELLS.sequence, job)
      Atomics.notify(cells, CELLS.sequence)
    },
    takeBackOrWait() {
      if (Atomics.compareExchange(cells, CELLS.claim, job, 0) === job) return 'taken back'
      for (let spin = 0; ; spin++) {
        const done = Atomics.load(cells, CELLS.done)
        if (done === job) return 'done'
        if (done === -job) throw new Error('a kernel failed on the second thread')
        // Wakes when `done` changes, at once if it has since it was read, and looks after 100 ms in any case.
        if (canSleep && spin > SPINS) Atomics.wait(cells, CELLS.done, done, 100)
      }
    },
  }
}

/** A window's own thread may not sleep; workers and Node may. */
function isSleepAllowed(cells: Int32Array<ArrayBufferLike>): boolean {
  try {
    Atomics.wait(cells, CELLS.done, 1)
    return true
  } catch {
    return false
  }
}

/** In Node and in browsers alike; a helper that does not start is never ready, and then all runs on one thread. */
function startThread(start: object) {
  try {
    if (typeof process !== 'undefined' && process.versions?.node) {
      const { Worker: Thread } = process.getBuiltinModule('node:worker_threads')
      const file = './wasm-helper.js'
      const thread = new Thread(new URL(/* @vite-ignore */ file, import.meta.url), { execArgv: [] })
      thread.on('error', () => {})
      thread.unref()
      thread.postMessage(start)
      return
    }
    const thread = new Worker(new URL('./wasm-helper.js', import.meta.url), { type: 'module' })
    thread.postMessage(start)
  } catch {
    // One thread it is.
  }
}
