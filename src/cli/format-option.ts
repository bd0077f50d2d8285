/** The formats that a command takes by name. */
import { formats } from '@/formats/all-formats'
import type { FormatId } from '@/formats/format'
import { wrongUsage } from './command'

/** All names, in the order of the import dialog. */
export const FORMAT_IDS: readonly FormatId[] = formats.map(({ id }) => id)

/** Reads an option that names a format; empty when it was not given. */
export function readFormat(option: string, text: string | undefined): { format?: FormatId } {
  if (text === undefined) return {}
  const format = FORMAT_IDS.find((id) => id === text)
  if (format) return { format }
  throw wrongUsage(
    `--${option} ${text}: there is no such format. There are: ${FORMAT_IDS.join(', ')}.`,
  )
}
