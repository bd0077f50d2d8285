import { create } from 'zustand'

/** How far a reading is, in words and as a share; `share` is null while nobody knows. */
export type ImportProgress = { text: string; share: number | null }

/** Files that are being read: what they are called, how far it is, and the way to end it. */
export type ImportWork = { id: number; name: string; progress: ImportProgress; stop: () => void }

/** All that is being read now, in the order in which it began; whoever shows what runs looks here. */
export const useImportWork = create<{ works: readonly ImportWork[] }>(() => ({ works: [] }))

const { getState: get, setState: set } = useImportWork

let nextId = 1

/** Lists a reading until it ends; returns how to say how far it is, and that it has ended. */
export function listWork(
  name: string,
  stop: () => void,
): { report: (progress: ImportProgress) => void; end: () => void } {
  const id = nextId
  nextId += 1
  const begun = { id, name, progress: { text: 'Opening the files…', share: null }, stop }
  set({ works: [...get().works, begun] })
  return {
    report: (progress) =>
      set({ works: get().works.map((work) => (work.id === id ? { ...work, progress } : work)) }),
    end: () => set({ works: get().works.filter((work) => work.id !== id) }),
  }
}

/** What files are called together: a file, a folder, or how many. */
export function nameOfFiles(
  files: readonly { name: string; webkitRelativePath?: string }[],
): string {
  const folders = new Set(files.map((file) => file.webkitRelativePath?.split('/')[0] ?? ''))
  const [folder = ''] = folders
  if (folders.size === 1 && folder !== '') return folder
  const [only] = files
  return files.length === 1 && only ? only.name || 'pasted text' : `${files.length} files`
}
