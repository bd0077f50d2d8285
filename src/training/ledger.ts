/**
 * What was recorded on the device and has not been read: training goes on while numbers travel, and what follows from
 * them is done in the order in which it was recorded.
 */
export type Ledger<Result> = {
  /** Adds an entry; its work is done once its numbers are here and all entries before it are done. */
  add: (numbersHere: Promise<() => Result[]>) => void
  /** Does what can be done: of all that is here, and by waiting while more than `mostOpen` entries are open. */
  settle: (mostOpen: number) => AsyncGenerator<Result, void, void>
}

/** An empty ledger. */
export function createLedger<Result>(): Ledger<Result> {
  const entries: { work: Promise<() => Result[]>; isHere: boolean }[] = []
  return {
    add(work) {
      const entry = { work, isHere: false }
      const mark = () => {
        entry.isHere = true
      }
      // Who settles hears of a failure; until then it is no unhandled one.
      work.then(mark, mark)
      entries.push(entry)
    },
    async *settle(mostOpen) {
      while (entries[0] && (entries.length > mostOpen || entries[0].isHere)) {
        const { work } = entries[0]
        const results = (await work)()
        entries.shift()
        yield* results
      }
    },
  }
}
