import * as v from 'valibot'
import { isOfNewer } from '@/project/known-version'
import { isLater } from '@/project/later-version'

/**
 * What came of reading a stored record. Nothing throws: what cannot be read keeps its raw form, so
 * that a person can be told of it and take it along.
 */
export type ReadRecord<Value> =
  | { kind: 'read'; value: Value /** What had to give way, in words. */; losses: string[] }
  | Damaged

export type Damaged = {
  kind: 'damaged'
  raw: unknown
  reason: string
  /** It was written by a newer Skillet, and is whole for that one. */
  isNewer: boolean
}

/** A kind of record: what it is called, which version this build writes, and how any version is read. */
export type RecordKind<Value> = { version: number; read: (raw: unknown) => ReadRecord<Value> }

type Document = Record<string, unknown>

/**
 * A kind of record whose `schemaVersion` says how old it is (1 where it says nothing). Migration n
 * turns a record of version n + 1 into one of version n + 2. Parts that have versions of their own say so in
 * their schema (`knownVersion`).
 */
export function defineRecord<Value>(options: {
  what: string
  schema: v.GenericSchema<unknown, Value>
  migrations?: readonly ((old: Document) => Document)[]
}): RecordKind<Value> {
  const { what, schema, migrations = [] } = options
  const version = migrations.length + 1
  return {
    version,
    read(raw) {
      if (!isDocument(raw)) return damaged(raw, `This is no ${what}.`)
      const stored = raw.schemaVersion ?? 1
      if (typeof stored !== 'number' || !Number.isInteger(stored) || stored < 1) {
        return damaged(raw, `This ${what} has no version that there ever was.`)
      }
      if (isLater(stored, version)) return newer(raw, what)
      try {
        let document = raw
        for (const migrate of migrations.slice(stored - 1)) document = migrate(document)
        const result = v.safeParse(schema, document)
        if (result.success) return { kind: 'read', value: result.output, losses: [] }
        return isOfNewer(result.issues)
          ? newer(raw, what)
          : damaged(raw, `This ${what} is damaged at ${placeOf(result.issues)}.`)
      } catch {
        return damaged(raw, `This ${what} of an older version is damaged.`)
      }
    },
  }
}

/** A record that cannot be read. */
export function damaged(raw: unknown, reason: string): Damaged {
  return { kind: 'damaged', raw, reason, isNewer: false }
}

/** A record of a version that this build does not know yet. */
export function newer(raw: unknown, what: string): Damaged {
  const reason = `This ${what} was saved by a newer Skillet. Reload the page to get it.`
  return { kind: 'damaged', raw, reason, isNewer: true }
}

/** Whether something has fields at all. */
export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Where a schema found fault, in words: `curves.steps.loss (expected array)`. */
export function placeOf([issue]: readonly [v.BaseIssue<unknown>, ...unknown[]]): string {
  return `${v.getDotPath(issue) ?? 'its root'} (${issue.message})`
}
