import type { Database, Stored } from './database'
import { pageDatabase, pageStoragePromise } from './page'
import { PART_STORES, SKILL_STORES, type StoreName } from './record-store'

/** What a skill takes of the browser's storage, in bytes. */
export type SkillUsage = { projectId: string; work: number; runs: number; models: number }

/** What is used, by what, and whether the browser has promised to keep it. */
export type StorageUsage = {
  skills: SkillUsage[]
  /** All that this address uses, the kept model and the app included; null where the browser does not say. */
  usedBytes: number | null
  quotaBytes: number | null
  isPersistent: boolean
}

const PARTS: Readonly<Partial<Record<StoreName, keyof Omit<SkillUsage, 'projectId'>>>> = {
  runs: 'runs',
  checkpoints: 'models',
  bundles: 'models',
}

/** Weighs what each skill has in a database, the largest first. */
export async function weighSkills(database: Database): Promise<Stored<SkillUsage[]>> {
  const usage = new Map<string, SkillUsage>()
  // One store after the other: models are large, and not all of them need be in memory at once.
  for (const store of [...SKILL_STORES, ...PART_STORES]) {
    const stored = await database.read([{ store, all: 'records' }])
    if (stored.kind === 'failed') return stored
    for (const record of stored.value[0]) {
      const projectId = ownerOf(record)
      const own = usage.get(projectId) ?? { projectId, work: 0, runs: 0, models: 0 }
      own[PARTS[store] ?? 'work'] += sizeOf(record)
      usage.set(projectId, own)
    }
  }
  const total = ({ work, runs, models }: SkillUsage) => work + runs + models
  return { kind: 'ok', value: [...usage.values()].sort((a, b) => total(b) - total(a)) }
}

/** What this browser's storage is used for. */
export async function readStorageUsage(): Promise<Stored<StorageUsage>> {
  const weighed = await weighSkills(pageDatabase)
  if (weighed.kind === 'failed') return weighed
  const estimate = await navigator.storage?.estimate?.().catch(() => null)
  return {
    kind: 'ok',
    value: {
      skills: weighed.value,
      usedBytes: estimate?.usage ?? null,
      quotaBytes: estimate?.quota ?? null,
      isPersistent: await pageStoragePromise.ask(),
    },
  }
}

/** About how many bytes a record takes. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 4
  if (typeof value !== 'object' || value === null) return 8
  if (ArrayBuffer.isView(value)) return value.byteLength
  let size = 8
  for (const [key, inside] of Object.entries(value)) {
    size += (Array.isArray(value) ? 0 : key.length) + sizeOf(inside)
  }
  return size
}

function ownerOf(record: unknown): string {
  const { id, projectId } = record as { id?: unknown; projectId?: unknown }
  return String(projectId ?? id)
}
