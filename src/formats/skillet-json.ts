/** Skillet's own JSON: the document as it is. */
import { projectSchema } from '@/project/project'
import type { Format, SourceFile } from './format'
import { get, isDeeperThan } from './json-access'
import { holdsAllBut, jsonFile, lossesIn } from './writing'

export const skilletJson: Format = {
  id: 'skillet',
  label: 'Skillet JSON',
  extensions: ['.json'],
  about: 'Everything Skillet knows about a skill.',
  holds: holdsAllBut(),
  alsoLost: [],
  sniff: (file) => {
    const json = file.json()
    return typeof get(json, 'schemaVersion') === 'number' && get(json, 'utterances') !== undefined
      ? 1
      : 0
  },
  // Read whole by `readSkilletProject`; this is the way when it stands among other files.
  read: (files, builder) => {
    for (const file of files) {
      const result = readSkilletProject(file)
      if (result.kind === 'failed') {
        builder.skip({ file: file.name, place: result.place }, '', result.message, result.remedy)
      } else builder.addProject(result.project, file.name)
    }
  },
  write: (project) => ({
    files: [jsonFile(project, '.skillet.json', project)],
    losses: lossesIn(project, skilletJson),
  }),
}

/** Reads a document of the current or an older schema; says what is wrong with any other. */
export function readSkilletProject(file: SourceFile) {
  const json = file.json()
  if (isDeeperThan(json, 200)) {
    return {
      kind: 'failed' as const,
      place: '',
      message: 'It is nested deeper than any skill.',
      remedy: 'Export the skill again.',
    }
  }
  const migrated = migrate(json)
  const parsed = projectSchema.safeParse(migrated)
  if (parsed.success) return { kind: 'read' as const, project: parsed.data }
  const issue = parsed.error.issues[0]
  const version = get(json, 'schemaVersion')
  return {
    kind: 'failed' as const,
    place: issue?.path.join('.') ?? '',
    message:
      typeof version === 'number' && version > 1
        ? `It was made by a newer version of Skillet (document version ${version}).`
        : `It is not a whole skill: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown fault'}.`,
    remedy:
      typeof version === 'number' && version > 1
        ? 'Reload the page to get the newer version of Skillet.'
        : 'Export the skill again.',
  }
}

/** The seam for older documents. */
function migrate(json: unknown): unknown {
  return json
}
