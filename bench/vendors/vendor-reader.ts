/** What a platform's own reader is to `npm run bench:vendors`: add one by a file in `readers` and a line in `all-readers.ts`. */
import type { FormatId, OutputFile } from '@/formats/format'

/** What a reader found, as far as it says. */
export type Counts = {
  intents: number
  /** Intents that have texts, for readers that know no others. */
  usedIntents: number
  /** Annotated or plain utterances, apart from patterns. */
  texts: number
  /** Patterns with placeholders; for formats that know no difference, all samples. */
  patterns: number
  spans: number
  /** Canonical values of all types. */
  values: number
  synonyms: number
  /** Synonyms that are spelt otherwise than each other, for readers that keep each once. */
  distinctSynonyms: number
  /** Values and synonyms together, for readers that know no difference. */
  words: number
}

/** One skill in one format, as files in a folder of its own; a zip is unpacked there. */
export type VendorCase = {
  skill: string
  format: FormatId
  locale: string
  folder: string
  /** Names in the folder. */
  files: string[]
  /** What Skillet wrote, before unpacking. */
  written: OutputFile[]
}

export type Reading =
  | { kind: 'accepted'; counts: Partial<Counts> }
  | { kind: 'refused'; reason: string }

export type VendorReader = {
  /** For people: `@microsoft/bf-lu`. */
  name: string
  formats: readonly FormatId[]
  /** What to install from npm: package → version. */
  npm?: Readonly<Record<string, string>>
  /** What to install from PyPI, with the arguments of pip for each step. */
  pip?: readonly (readonly string[])[]
  /** Reads all cases of its formats, in order. */
  read: (cases: readonly VendorCase[], tools: VendorTools) => Promise<Reading[]>
}

export type VendorTools = {
  /** Loads an installed npm package, whatever it exports. */
  load: (name: string) => unknown
  /** Runs a Python script beside the readers; it takes cases and gives readings as JSON lines. */
  python: (script: string, cases: readonly VendorCase[]) => Promise<Reading[]>
}

/** Reads one case after the other; what throws is a refusal. */
export async function readEach(
  cases: readonly VendorCase[],
  read: (one: VendorCase) => Promise<Partial<Counts>> | Partial<Counts>,
): Promise<Reading[]> {
  const readings: Reading[] = []
  for (const one of cases) {
    try {
      readings.push({ kind: 'accepted', counts: await read(one) })
    } catch (error) {
      readings.push({ kind: 'refused', reason: reasonOf(error) })
    }
  }
  return readings
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message
  const text = (error as { text?: unknown } | null)?.text
  return typeof text === 'string' ? text : String(error)
}
