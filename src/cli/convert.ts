import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { OutputFile } from '@/formats/format'
import { writeProject } from '@/formats/write-project'
import {
  type Command,
  CommandFailure,
  DONE,
  readOptions,
  readWholeNumber,
  wrongUsage,
} from './command'
import { FORMAT_IDS, readFormat } from './format-option'
import { readSkill } from './read-skill'

/** `skillet convert`: from any format to any other. */
export const convert: Command = {
  help: `npm run skillet -- convert <file or folder …> --to <format> [options]

Reads a skill in any format that Skillet can import and writes it in another. What the
new format can't hold, and every line that could not be read, is said on standard error.
A skill of one file goes to standard output when no --out is given.

  --to <format>     one of ${FORMAT_IDS.join(', ')} (required)
  --out <path>      the file, or the folder when the format needs several
  --from <format>   the files' format, when it is not recognised
  --seed <n>        decides what fills the placeholders of templates  [1]
`,
  run: async (args, { output, log }) => {
    const { values, positionals } = readOptions(args, {
      to: { type: 'string' },
      out: { type: 'string' },
      from: { type: 'string' },
      seed: { type: 'string', default: '1' },
    })
    const { format: to } = readFormat('to', values.to)
    if (!to) throw wrongUsage(`Say which format to write, with --to: ${FORMAT_IDS.join(', ')}.`)
    const seed = readWholeNumber('seed', values.seed)
    const project = await readSkill(
      positionals,
      { seed, ...readFormat('from', values.from) },
      { log },
    )
    const { files, losses } = writeProject(project, to)
    for (const loss of losses) log(`  lost: ${loss}`)
    const first = files[0]
    if (!first) throw new CommandFailure(`There is nothing in this skill that ${to} could hold.`)
    if (values.out === undefined) {
      if (files.length > 1 || isBinary(first)) {
        throw wrongUsage(
          `${to} needs ${files.map(({ name }) => name).join(', ')}: name a ${files.length > 1 ? 'folder' : 'file'} with --out.`,
        )
      }
      output(new TextDecoder().decode(first.bytes))
      return DONE
    }
    await writeFiles(values.out, files, log)
    return DONE
  },
}

async function writeFiles(
  out: string,
  files: readonly OutputFile[],
  log: (line: string) => void,
): Promise<void> {
  const isFolder = files.length > 1 || out.endsWith('/') || extname(out) === ''
  try {
    for (const { name, bytes } of files) {
      const path = isFolder ? join(out, isSafe(name) ? name : basename(name)) : out
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, bytes)
      log(`Wrote ${path}.`)
    }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new CommandFailure(`${out} can't be written: ${said}. Choose another place with --out.`)
  }
}

/** A name of a skill may hold anything; a file stays below the folder that was asked for. */
function isSafe(name: string): boolean {
  return !name.startsWith('/') && !name.split(/[/\\]/).includes('..')
}

function isBinary({ bytes }: OutputFile): boolean {
  return bytes.includes(0)
}
