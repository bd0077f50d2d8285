/** `npm run models`: writes public/models/index.json, which says where the words of every network are. */
import { networksWithoutWords, writeIndex } from './model-index-file'

const ROOT = 'public/models'

const index = await writeIndex(ROOT)
for (const [id, { path }] of Object.entries(index.vocabularies)) console.log(`${id}  ${path}`)
const lost = networksWithoutWords(index)
if (lost.length > 0) {
  console.error(
    `No vocabulary for ${lost.join(', ')}: models made from it would not answer any more. Put its vocabulary.bin back, into public/models/words-<id>/.`,
  )
  process.exitCode = 1
}
