/** Unpacks a zip within limits, so that a small hostile file can't fill the memory. */
import { unzipSync } from 'fflate'
import type { InputFile } from './format'
import { MOST_BYTES, MOST_FILES } from './limits'

/** Whether bytes are a zip: its local header (or the end record of an empty one). */
export function isZip(content: Uint8Array | string): content is Uint8Array {
  return (
    typeof content !== 'string' &&
    content[0] === 0x50 &&
    content[1] === 0x4b &&
    ((content[2] === 3 && content[3] === 4) || (content[2] === 5 && content[3] === 6))
  )
}

export type Unpacked =
  | { kind: 'unpacked'; files: InputFile[]; skipped: { name: string; reason: string }[] }
  | { kind: 'too-large'; message: string }
  | { kind: 'broken'; message: string }

/** The files of a zip, without folders, hidden files and files that can't be a skill. */
export function unpackZip(bytes: Uint8Array): Unpacked {
  const skipped: { name: string; reason: string }[] = []
  let total = 0
  let count = 0
  let problem = ''
  try {
    const members = unzipSync(bytes, {
      filter: (member) => {
        if (problem || member.name.endsWith('/') || isHidden(member.name)) return false
        if (!canBeText(member.name)) {
          skipped.push({ name: member.name, reason: 'It is no text file.' })
          return false
        }
        // A stored member states two sizes; the larger one counts.
        const size = Math.max(member.originalSize, member.compression === 0 ? member.size : 0)
        total += size
        count += 1
        if (total > MOST_BYTES) problem = `It unpacks to more than ${MOST_BYTES / 1024 / 1024} MB.`
        if (count > MOST_FILES) problem = `It holds more than ${MOST_FILES} files.`
        return problem === ''
      },
    })
    if (problem) return { kind: 'too-large', message: problem }
    return {
      kind: 'unpacked',
      files: Object.entries(members).map(([name, content]) => ({ name, content })),
      skipped,
    }
  } catch (error) {
    return { kind: 'broken', message: error instanceof Error ? error.message : String(error) }
  }
}

function isHidden(name: string): boolean {
  return /(^|\/)(\.|__MACOSX\/|node_modules\/)/u.test(name)
}

/** Judged by name, only to save the work of unpacking pictures. */
export function canBeText(name: string): boolean {
  return !/\.(png|jpe?g|gif|svg|webp|ico|mp[34]|wav|ogg|pdf|docx?|xlsx?|woff2?|ttf|exe|dll|so|wasm|zip|gz|tar|7z|rar|pyc|class|jar)$/iu.test(
    name,
  )
}
