/**
 * The second thread: runs kernels of our WASM module on the memory that it shares with the first, one call at a time.
 * Plain JavaScript, so that Node starts it as it stands. See helper-thread.ts for the other side.
 */
const port = globalThis.process?.versions?.node
  ? process.getBuiltinModule('node:worker_threads').parentPort
  : globalThis

port.addEventListener('message', ({ data }) => serve(data), { once: true })
port.start?.()

/** @param start what helper-thread.ts sends: its `Start` */
function serve({ module, memory, control, names, cells: places }) {
  const { exports } = new WebAssembly.Instance(module, { env: { memory, log: Math.log } })
  const cells = new Int32Array(memory.buffer, control, places.arguments / 4)
  let last = Atomics.load(cells, places.sequence)
  Atomics.store(cells, places.ready, 1)
  for (;;) {
    Atomics.wait(cells, places.sequence, last)
    const job = Atomics.load(cells, places.sequence)
    if (job === last) continue
    last = job
    // The first thread may have done it itself meanwhile.
    if (Atomics.compareExchange(cells, places.claim, job, 0) !== job) continue
    let result = job
    try {
      exports.setScratch(cells[places.scratch], cells[places.scratchBytes])
      const start = control + places.arguments
      const numbers = new Float64Array(memory.buffer, start, cells[places.count])
      exports[names[cells[places.kernel]]](...numbers)
    } catch {
      result = -job
    }
    Atomics.store(cells, places.done, result)
    Atomics.notify(cells, places.done)
  }
}
