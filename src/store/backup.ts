import type { Project } from '@/project/project'

/** Saves a skill as a Skillet file on the person's disk. */
export function downloadBackup(project: Project): void {
  const json = JSON.stringify(project, null, 2)
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileNameOf(project.name)}.skillet.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** A name that every file system takes. */
export function fileNameOf(name: string): string {
  const plain = name.trim().replace(/[^\p{L}\p{N}._-]+/gu, '-')
  return plain.replace(/^[-.]+|-+$/g, '').slice(0, 80) || 'skill'
}
