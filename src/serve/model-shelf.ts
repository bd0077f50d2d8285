/** The models that a server answers with: loaded from files, and loaded anew when a file is replaced. */
import { type Stats, unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Skill } from '@/runtime/public-types'
import { isLoadError, load } from '@/runtime/skill'

/** A model and the name by which requests ask for it. */
export type ShelvedModel = {
  /** The file's name without its ending. */
  id: string
  file: string
  skill: Skill
  loadedAt: Date
}

export type ModelShelf = {
  /** In the order in which the files were given. */
  models: () => readonly ShelvedModel[]
  /** By id or by the name of the skill, whatever the case; without a name, the first. */
  find: (name?: string) => ShelvedModel | null
  close: () => void
}

/** What became of a file that was read again. */
export type ShelfNews =
  | { kind: 'reloaded'; model: ShelvedModel }
  | { kind: 'kept'; file: string; reason: string; remedy: string }

export type ShelfOutcome =
  | { kind: 'open'; shelf: ModelShelf }
  | { kind: 'failed'; file: string; reason: string; remedy: string }

/** How often files are looked at. */
const LOOK_EVERY_MS = 1000

/**
 * Loads all files; fails when one can't be. A file that is replaced later is loaded beside the old model and takes its
 * place only when it is whole and answers its own golden utterances; until then, and otherwise, the old one answers.
 */
export async function openShelf(
  files: readonly string[],
  options: {
    onNews?: (news: ShelfNews) => void
    lookEveryMs?: number
    /** What the models run on, when not on what is built in. */
    kernels?: Uint8Array<ArrayBuffer>
  } = {},
): Promise<ShelfOutcome> {
  const { onNews = () => {}, lookEveryMs = LOOK_EVERY_MS, kernels } = options
  const models: ShelvedModel[] = []
  for (const file of files) {
    const loaded = await loadFile(file, kernels)
    if (loaded.kind === 'failed') return loaded
    const twin = models.find(({ id }) => id === loaded.model.id)
    if (twin) {
      return failed(
        file,
        `It has the same name as ${twin.file}.`,
        'Rename one of the files: requests ask for a model by its file’s name.',
      )
    }
    models.push(loaded.model)
  }
  const watchers = models.map(({ file }, place) => {
    const onChange = async (now: Stats, before: Stats) => {
      if (now.mtimeMs === before.mtimeMs && now.size === before.size) return
      const loaded = await loadFile(file, kernels)
      if (loaded.kind === 'failed') {
        onNews({ kind: 'kept', file, reason: loaded.reason, remedy: loaded.remedy })
        return
      }
      // Answers are given in one go, so nobody is in the middle of one.
      models[place]?.skill.dispose()
      models[place] = loaded.model
      onNews({ kind: 'reloaded', model: loaded.model })
    }
    watchFile(file, { interval: lookEveryMs }, onChange)
    return () => unwatchFile(file, onChange)
  })
  return {
    kind: 'open',
    shelf: {
      models: () => models,
      find: (name) => {
        if (name === undefined) return models[0] ?? null
        const asked = name.toLowerCase()
        const matches = (text: string) => text.toLowerCase() === asked
        return models.find(({ id, skill }) => matches(id) || matches(skill.name)) ?? null
      },
      close: () => {
        for (const stop of watchers) stop()
        for (const { skill } of models) skill.dispose()
      },
    },
  }
}

async function loadFile(
  path: string,
  kernels: Uint8Array<ArrayBuffer> | undefined,
): Promise<{ kind: 'loaded'; model: ShelvedModel } | Extract<ShelfOutcome, { kind: 'failed' }>> {
  const file = resolve(path)
  try {
    const skill = await load(await readFile(file), kernels ? { kernels } : {})
    const { asked, differing } = skill.selfCheck()
    if (differing.length > 0) {
      skill.dispose()
      return failed(
        file,
        `It answers ${differing.length} of its ${asked} golden utterances otherwise than when it was made.`,
        'Export it again with this version of Skillet.',
      )
    }
    const id = basename(file).replace(/\.skillet$/, '')
    return { kind: 'loaded', model: { id, file, skill, loadedAt: new Date() } }
  } catch (error) {
    if (isLoadError(error)) return failed(file, error.reason, error.remedy)
    const said = error instanceof Error ? error.message : String(error)
    return failed(file, `It can’t be read (${said}).`, 'Check the path and its permissions.')
  }
}

function failed(
  file: string,
  reason: string,
  remedy: string,
): Extract<ShelfOutcome, { kind: 'failed' }> {
  return { kind: 'failed', file, reason, remedy }
}
