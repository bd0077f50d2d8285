import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { readFiles } from '@/formats/read-files'
import type { Project } from '@/project/project'

/** Reads a sample skill from its file. */
export function readSample(path: string): Project {
  const file = { name: basename(path), content: readFileSync(path, 'utf8') }
  const outcome = readFiles([file], { projectId: basename(path) })
  if (outcome.kind === 'failed') throw new Error(`${path}: ${outcome.message}`)
  return outcome.project
}
