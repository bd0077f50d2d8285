/** Skillet's own JSON: the document as it is, of this or an older version. */
import { CURRENT_SCHEMA_VERSION, readProjectFile } from '@/project/migrations'
import type { Format } from './format'
import { get, isDeeperThan } from './json-access'
import { lossesIn } from './losses'
import { holdsAllBut, jsonFile } from './writing'

export const skilletJson: Format = {
  id: 'skillet',
  label: 'Skillet JSON',
  extensions: ['.json'],
  about: 'Everything Skillet knows about a skill.',
  holds: holdsAllBut(),
  keeps: 'all',
  sniff: (file) => {
    const json = file.json()
    const version = get(json, 'schemaVersion')
    const utterances = get(json, 'utterances')
    // A later version may hold its utterances in another way; it is ours all the same.
    const isOurs =
      typeof version === 'number' &&
      (Array.isArray(utterances) || (utterances !== undefined && version > CURRENT_SCHEMA_VERSION))
    return isOurs ? 1 : 0
  },
  read: (files, builder) => {
    for (const file of files) {
      const at = { file: file.name, place: '' }
      if (isDeeperThan(file.json(), 200)) {
        builder.skip(at, '', 'It is nested deeper than any skill.', 'Export the skill again.')
        continue
      }
      const result = readProjectFile(file.json())
      if (result.kind === 'read') {
        builder.addProject(result.project, file.name, result.repairs)
      } else {
        const message =
          result.reason === 'too-new'
            ? 'It was made by a newer version of Skillet.'
            : `It is not a whole skill${result.path ? `: see ${result.path}` : ''}.`
        builder.skip({ ...at, place: result.path }, '', message, result.remedy)
      }
    }
  },
  write: (project) => ({
    files: [jsonFile(project, '.skillet.json', project)],
    losses: lossesIn(project, skilletJson),
  }),
}
