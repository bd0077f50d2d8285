/** Where `npm run build:cli` puts the command line. */
import { existsSync } from 'node:fs'

/** Its path; throws with the remedy when it was not built. */
export function findBuilt(): string {
  const path = 'dist-cli/skillet.js'
  if (!existsSync(path)) throw new Error('There is no dist-cli: run npm run build:cli first.')
  return path
}
