/** One line that says how far a long job is and when it ends. */

/** Seconds as people say them: `42 s`, `3 min 5 s`, `1 h 12 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/**
 * Draws progress on standard error: in place on a terminal, a line every half minute elsewhere.
 * `done` counts what is finished now, `doneBefore` what an earlier, interrupted run had finished.
 */
export function createProgressBar(total: number, doneBefore = 0) {
  const startedAt = performance.now()
  let drawnAt = Number.NEGATIVE_INFINITY
  return {
    update(done: number, note: string): void {
      const now = performance.now()
      const isTerminal = process.stderr.isTTY
      if (now - drawnAt < (isTerminal ? 200 : 30_000) && done < total) return
      drawnAt = now
      const elapsed = (now - startedAt) / 1000
      const left = done > doneBefore ? (elapsed * (total - done)) / (done - doneBefore) : Number.NaN
      const filled = Math.round((24 * done) / total)
      const bar = `${'█'.repeat(filled)}${'░'.repeat(24 - filled)}`
      const time = Number.isFinite(left) ? `${formatSeconds(left)} left` : 'starting'
      const line = `${bar} ${((100 * done) / total).toFixed(1)}% · ${time} · ${note}`
      process.stderr.write(isTerminal ? `\r\u001b[2K${line}` : `${line}\n`)
    },
    finish(): void {
      if (process.stderr.isTTY) process.stderr.write('\n')
    },
  }
}
