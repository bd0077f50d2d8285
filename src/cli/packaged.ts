/** Whether this runs from the package that `npm run build:cli` makes, or from the sources. */
import { fileURLToPath } from 'node:url'

const isPackaged = !import.meta.url.endsWith('.ts')

/** Where the pretrained network lies: beside the packaged code, or where `npm run pretrain` puts it. */
export const BASE_MODEL = isPackaged
  ? fileURLToPath(new URL('models/base', import.meta.url))
  : 'public/models/base'

/** Help as it is right here: the sources are run through npm, the package by its own name. */
export function asRun(help: string): string {
  return isPackaged ? help.replaceAll('npm run skillet --', 'skillet') : help
}
