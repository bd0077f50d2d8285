/** The report on a project that comes whole: each utterance once, and whatever had to be repaired. */
import type { Project } from '@/project/project'
import type { Repair } from '@/project/repair-project'
import type { ReportEntry } from './format'

/** One entry for each utterance of a file, with all that changed in it, behind those for the rest. */
export function entriesOfProject(
  project: Project,
  file: string,
  repairs: readonly Repair[],
): ReportEntry[] {
  const entries: ReportEntry[] = []
  const base = { file, reason: '', remedy: '' }
  const changesOf = new Map<string, string[]>()
  const isLeft = new Set<string>()
  for (const { path, text, message } of repairs) {
    const utterance = /^utterances\[\d+\]/u.exec(path)?.[0]
    if (utterance === undefined) {
      entries.push({ ...base, kind: 'changed', place: path, text, reason: message, made: 0 })
      continue
    }
    if (text === '') isLeft.add(utterance)
    const changes = changesOf.get(utterance)
    if (changes) changes.push(message)
    else changesOf.set(utterance, [message])
  }
  let next = 0
  for (let index = 0; index < project.utterances.length + isLeft.size; index += 1) {
    const place = `utterances[${index}]`
    const reason = (changesOf.get(place) ?? []).join(' ')
    if (isLeft.has(place)) {
      entries.push({ ...base, kind: 'skipped', place, text: '', reason, made: 0 })
      continue
    }
    const text = project.utterances[next]?.text ?? ''
    next += 1
    const remedy = reason === '' ? '' : 'Check it.'
    const kind = reason === '' ? 'imported' : 'changed'
    entries.push({ kind, file, place, text, reason, remedy, made: 1 })
  }
  return entries
}
