import type { Project } from '@/project/project'

/** Saves a skill as a Skillet file on the person's disk. */
export function downloadBackup(project: Project): void {
  download(`${fileNameOf(project.name)}.skillet.json`, JSON.stringify(project, null, 2))
}

/** Saves a record that could not be read, as it lies in the database; weights as base64. */
export function downloadRaw(name: string, raw: unknown): void {
  download(`${fileNameOf(name)}.raw.json`, JSON.stringify(raw, withPlainArrays, 2))
}

function withPlainArrays(_key: string, value: unknown): unknown {
  if (!ArrayBuffer.isView(value)) return value
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  let text = ''
  for (let from = 0; from < bytes.length; from += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000))
  }
  return { type: value.constructor.name, base64: btoa(text) }
}

function download(name: string, json: string): void {
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** A name that every file system takes. */
export function fileNameOf(name: string): string {
  const plain = name.trim().replace(/[^\p{L}\p{N}._-]+/gu, '-')
  return plain.replace(/^[-.]+|-+$/g, '').slice(0, 80) || 'skill'
}
