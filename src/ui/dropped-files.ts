/** More files than this are no skill; the rest of the folder is not even looked at. */
const MOST_FILES = 5001

/**
 * The files of a drop, those of dropped folders included. Each file's `webkitRelativePath` says where
 * in the folder it was. Call it while the drop is being handled: later, the browser forgets.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files]
  const files: File[] = []
  for (const entry of entries) await collect(entry, files)
  return files
}

async function collect(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (files.length >= MOST_FILES || isHidden(entry.name)) return
  if (isDirectory(entry)) {
    for (const child of await childrenOf(entry)) await collect(child, files)
    return
  }
  const file = await new Promise<File | null>((resolve) =>
    (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
  )
  if (!file) return
  // Files of a dropped folder do not say where they come from, unlike those of a chosen folder.
  Object.defineProperty(file, 'webkitRelativePath', { value: entry.fullPath.slice(1) })
  files.push(file)
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const children: FileSystemEntry[] = []
  // A reader hands out a hundred or so at a time, and nothing when it is done.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    )
    if (some.length === 0 || children.length >= MOST_FILES) return children
    children.push(...some)
  }
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name === '__MACOSX'
}
