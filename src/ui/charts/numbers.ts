/** What stands in the place of a figure that would rest on nothing. */
export const NO_FIGURE = '–'

/** `0.873` → `87.3%`; whole percents above 99.95 and at 0; a dash where there is no figure. */
export function formatPercent(share: number | null, digits = 1): string {
  if (share === null) return NO_FIGURE
  const text = (100 * share).toFixed(digits)
  return `${text.replace(/\.0+$/, '')}%`
}

/**
 * How sure a model is: never `100%` or `0%`, which no model is, however near it comes. What it is sure of
 * belongs beside it.
 */
export function formatCertainty(probability: number, digits = 0): string {
  const step = 10 ** -digits
  const percent = 100 * probability
  if (percent > 100 - step / 2) return `over ${(100 - step).toFixed(digits)}%`
  if (percent < step / 2) return `under ${step.toFixed(digits)}%`
  return formatPercent(probability, digits)
}

/** `{ low: 0.8, high: 0.93 }` → `80–93%`; nothing where there is no figure. */
export function formatRange(range: { low: number; high: number } | null): string {
  if (range === null) return ''
  const { low, high } = range
  return `${Math.round(100 * low)}–${Math.round(100 * high)}%`
}

/** Milliseconds as people say them: `8 s`, `2 min 05 s`, `1 h 10 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** Bytes in GB, MB or kB. */
export function formatBytes(bytes: number): string {
  // What would be rounded to a thousand of one unit is one of the next.
  if (bytes >= 999.95e6) return `${(bytes / 1e9).toFixed(1)} GB`
  if (bytes >= 999.5e3) return `${(bytes / 1e6).toFixed(1)} MB`
  return `${Math.round(bytes / 1e3)} kB`
}

/** `7`, `1,234`. By hand, because the first `toLocaleString` of a page takes as long as drawing it. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `1 utterance`, `12 utterances`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
