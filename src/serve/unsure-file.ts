/** Keeps what a model in use did not understand, or was unsure of, in a local file that the app imports. Nothing is sent. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Understanding } from '@/runtime/public-types'

/** One line of the file. */
export type UnsureLine = {
  format: 'skillet-unsure'
  text: string
  model: string
  /** The best intent and its confidence; null where there was nothing to read. */
  intent: string | null
  confidence: number
  understood: boolean
  at: string
}

export type UnsureFile = {
  /** Adds a text where it is worth it. */
  offer: (model: string, threshold: number, answer: Understanding) => void
  /** Resolves when everything offered has been written. */
  end: () => Promise<void>
}

/** Answers less than this above the threshold are unsure, too. */
const MARGIN = 0.15
/** Beyond this the file takes no more: it is for a person to read. */
const MOST_BYTES = 10 * 1024 * 1024
/** Lines are written together, this long after the first of them. */
const WRITE_AFTER_MS = 200

/** Opens a file to add to; each text is kept once, whatever its case and spaces. */
export function openUnsureFile(path: string, onProblem: (said: string) => void): UnsureFile {
  const file = resolve(path)
  const known = new Set<string>()
  let bytes = 0
  if (existsSync(file)) {
    bytes = statSync(file).size
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const text = textOf(line)
      if (text !== null) known.add(keyOf(text))
    }
  }
  let waiting = ''
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<void> = Promise.resolve()

  function write(): void {
    timer = null
    const lines = waiting
    waiting = ''
    writing = writing
      .then(() => (lines === '' ? undefined : appendFile(file, lines)))
      .catch((error: unknown) => onProblem(error instanceof Error ? error.message : String(error)))
  }

  return {
    offer(model, threshold, { text, intent, alternatives }) {
      const [best] = alternatives
      if (!best) return
      if (intent && intent.confidence >= Math.min(1, threshold + MARGIN)) return
      if (known.has(keyOf(text)) || bytes >= MOST_BYTES) return
      known.add(keyOf(text))
      const line: UnsureLine = {
        format: 'skillet-unsure',
        text,
        model,
        intent: best.name,
        confidence: Math.round(best.confidence * 1000) / 1000,
        understood: intent !== null,
        at: new Date().toISOString(),
      }
      const written = `${JSON.stringify(line)}\n`
      bytes += Buffer.byteLength(written)
      waiting += written
      timer ??= setTimeout(write, WRITE_AFTER_MS)
    },
    async end() {
      if (timer !== null) clearTimeout(timer)
      write()
      await writing
    },
  }
}

function keyOf(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase()
}

function textOf(line: string): string | null {
  try {
    const parsed: unknown = JSON.parse(line)
    if (typeof parsed !== 'object' || parsed === null || !('text' in parsed)) return null
    return typeof parsed.text === 'string' ? parsed.text : null
  } catch {
    return null
  }
}
