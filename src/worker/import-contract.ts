/** What the page and the import worker say to each other: plain data only. */
import type {
  FormatId,
  ImportOutcome,
  InputFile,
  ReadOptions,
  ReadProgress,
  WriteOutcome,
} from '@/formats/format'
import type { Project } from '@/project/project'

/** Reads and writes files away from the page's thread; one job at a time. */
export type Importer = {
  /** Reads files into a project. Aborting gives `{ kind: 'failed', reason: 'cancelled' }` at once. */
  read: (files: readonly (File | InputFile)[], options?: ImportOptions) => Promise<ImportOutcome>
  /** Writes a project in a format. */
  write: (project: Project, format: FormatId) => Promise<WriteOutcome>
  /** Ends the worker; the next job starts a new one. */
  close: () => void
}

export type ImportOptions = Omit<ReadOptions, 'onProgress'> & {
  signal?: AbortSignal
  onProgress?: (progress: ReadProgress) => void
}

export type ImportRequest =
  | { kind: 'read'; id: number; files: InputFile[]; options: Omit<ReadOptions, 'onProgress'> }
  | { kind: 'write'; id: number; project: Project; format: FormatId }

export type ImportReply =
  | { kind: 'progress'; id: number; progress: ReadProgress }
  | { kind: 'read'; id: number; outcome: ImportOutcome }
  | { kind: 'written'; id: number; outcome: WriteOutcome }
