/**
 * What speech without marks costs, and what learning values as they are said brings back:
 * `npm run bench:spoken -- --data <file or folder> --skills alarm,timer`. On each skill, 100 utterances learned,
 * once as they are and once with the spoken forms of their values; the test set is asked as it was written, and
 * as speech recognition would write it: small letters, no marks, "twenty one" for 21.
 */
import { parseArgs } from 'node:util'
import { startBackend } from '@/cli/backend'
import { readModelFolder } from '@/cli/model-folder'
import { spellDigits } from '@/project/spell-digits'
import type { LabelledUtterance } from '@/training/skill-examples'
import { score } from './transfer/arms'
import { neuralConfig, trainNeural } from './transfer/neural-arm'
import { rewriteWords } from './transfer/perturb'
import { sampleSkill } from './transfer/sampling'
import { readSkills } from './transfer/skills'
import type { TrainedArm } from './transfer/trained-arm'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    skills: { type: 'string', default: '' },
    size: { type: 'string', default: '100' },
    model: { type: 'string', default: 'public/models/base' },
  },
})
const read = await readSkills(values.data)
const model = await readModelFolder(values.model)
if (read.kind === 'failed') throw new Error(read.reason)
if (model.kind === 'failed') throw new Error(model.message)
const { pretrained } = model
const chosen = values.skills.split(',').filter((name) => name !== '')
await startBackend({ threads: 1 })
console.log(
  '| skill | with digits | learned | as written | as spoken | of those with digits: as written | as spoken |',
)
console.log('|---|---|---|---|---|---|---|')
for (const skill of read.skills.filter(
  ({ name }) => chosen.length === 0 || chosen.includes(name),
)) {
  const sample = sampleSkill(skill, Number(values.size), 1)
  if (!sample) continue
  const numbered = sample.test.filter(({ text, spans }) =>
    spans.some(({ start, end }) => /\d/.test(text.slice(start, end))),
  )
  for (const [name, language] of [
    ['as written', {}],
    ['as said, too', { locale: 'en-US' }],
  ] as const) {
    const config = neuralConfig('pretrained', {}, sample)
    const about = { sample, pretrained, config, onProgress: () => {}, ...language }
    const arm = await trainNeural({ start: 'pretrained', ...about })
    const cells = [skill.name, `${numbered.length} of ${sample.test.length}`, name]
    for (const test of [sample.test, numbered]) {
      cells.push(await framesOf(arm, test), await framesOf(arm, test.map(speak)))
    }
    arm.dispose()
    console.log(`| ${cells.join(' | ')} |`)
  }
}

/** Share of the utterances whose intent and slots are all right. */
async function framesOf(arm: TrainedArm, test: readonly LabelledUtterance[]): Promise<string> {
  return (await score(arm, test)).frameAccuracy?.toFixed(3) ?? '–'
}

/** As speech recognition writes. Of its own rules, not those of training: a judge that knows no more than the ear. */
function speak(utterance: LabelledUtterance): LabelledUtterance {
  return rewriteWords(utterance, (word) => {
    if (/^[.,!?;:"]+$/.test(word)) return ''
    const small = word.toLowerCase()
    if (!/\d/.test(small) || /[$€£]/.test(small)) return small
    const apart = small
      .replace(/(\d):00/g, "$1 o'clock")
      .replace(/(\d):(\d)/g, '$1 $2')
      .replace(/(\d)\.(\d\d)/g, '$1 $2')
    return spellDigits(apart, 'en-US').replaceAll('-', ' ')
  })
}
