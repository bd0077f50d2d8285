import { previewTable, type TablePreview } from '@/formats/csv'
import { decodeText } from '@/formats/decode-text'
import type { InputFile } from '@/formats/format'

/** The first rows of a table, and which columns would be read without being told. */
export type LoadedTable = { preview: TablePreview }

/** Enough for the rows by which columns are guessed. */
const SLICE_BYTES = 512 * 1024

/** Reads the beginning of the table among the inputs; null where it lies within a zip. */
export async function loadTable(
  inputs: readonly (File | InputFile)[],
  name: string | undefined,
): Promise<LoadedTable | null> {
  const input =
    inputs.find((one) => nameOf(one) === name) ?? (inputs.length === 1 ? inputs[0] : undefined)
  if (!input) return null
  const content =
    'content' in input
      ? input.content.slice(0, SLICE_BYTES)
      : new Uint8Array(await input.slice(0, SLICE_BYTES).arrayBuffer())
  const text = decodeText(content)
  // The last line may be cut off.
  const whole = text && text.length > SLICE_BYTES / 4 ? text.slice(0, text.lastIndexOf('\n')) : text
  return whole ? { preview: previewTable(whole, 6) } : null
}

function nameOf(input: File | InputFile): string {
  return 'content' in input ? input.name : input.webkitRelativePath || input.name
}
