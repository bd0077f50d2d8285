/** `npm run shrink`: a smaller variant of a pretrained network, with fewer words and all weights in 8 bits. */
import { parseArgs } from 'node:util'
import { takeRows } from '@/model/vocabulary'
import { readModelFolder, rewriteModel } from './model-folder'

const HELP = `npm run shrink -- [options]

Writes a smaller variant of a pretrained network, for phones.

  --model <folder>  the network to shrink        [public/models/base]
  --out <folder>    where the variant goes       [public/models/small]
  --words <n>       words that it keeps: those of the pool first   [13000]
`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: 'public/models/base' },
      out: { type: 'string', default: 'public/models/small' },
      words: { type: 'string', default: '13000' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const count = Number(values.words)
  if (!Number.isInteger(count) || count < 1) {
    console.error(`--words ${values.words} is not a number of words.`)
    return 2
  }
  const read = await readModelFolder(values.model)
  if (read.kind === 'failed') {
    console.error(`${values.model}: ${read.message} ${read.remedy}`)
    return 1
  }
  const { card, trunk, names, vocabulary } = read.pretrained
  const { totalBytes } = await rewriteModel({
    folder: values.out,
    card,
    weights: { ...trunk, ...names },
    vocabulary: takeRows(
      vocabulary,
      vocabulary.words.slice(0, count).map((_, row) => row),
    ),
    encodingOf: () => 'int8',
  })
  console.log(`Wrote ${values.out}: ${(totalBytes / 1e6).toFixed(2)} MB.`)
  return 0
}

process.exitCode = await main()
