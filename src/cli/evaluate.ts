import { scoreFrames } from '@/evaluation/frame-scores'
import { frameOf, judge } from '@/evaluation/report'
import { labelledUtterances } from '@/training/skill-examples'
import { type Command, CommandFailure, DONE, readOptions } from './command'
import { FORMAT_IDS, readFormat } from './format-option'
import { BASE_MODEL } from './packaged'
import { readSkill } from './read-skill'
import { openModel } from './saved-model'
import { figuresOf, formatFigures } from './scores-table'

/** `skillet evaluate`: a saved model against annotated utterances. */
export const evaluate: Command = {
  help: `npm run skillet -- evaluate <file or folder …> --model <file> [options]

Asks a saved model about every annotated utterance and prints, under the names of
npm run bench:transfer: intentAccuracy, slotF1 (exact spans), frameAccuracy (all of an
utterance right) and semanticErrorRate. Give utterances that the model has not learned.

  --model <file>    what skillet finetune saved (required)
  --json            print { utterances, intentAccuracy, slotF1, frameAccuracy, semanticErrorRate }
  --base <folder>   the pretrained network, for a model without its words  [${BASE_MODEL}]
  --format <id>     the files' format, when it is not recognised
                    (${FORMAT_IDS.join(', ')})
`,
  run: async (args, { output, log }) => {
    const { values, positionals } = readOptions(args, {
      model: { type: 'string' },
      json: { type: 'boolean', default: false },
      base: { type: 'string', default: BASE_MODEL },
      format: { type: 'string' },
    })
    const format = readFormat('format', values.format)
    const project = await readSkill(positionals, format, { log })
    const utterances = labelledUtterances(project.utterances)
    if (utterances.length === 0) {
      throw new CommandFailure(
        `${positionals.join(', ')}: no utterance has an intent, so there is nothing to compare with. Give annotated utterances.`,
      )
    }
    const predictor = await openModel(values.model, values.base)
    const known = new Set(predictor.labels.intents)
    const strangers = new Set(
      utterances.map(({ intent }) => intent).filter((intent) => !known.has(intent)),
    )
    if (strangers.size > 0) {
      log(`The model does not know these intents: ${[...strangers].join(', ')}.`)
    }
    const predictions = await predictor.predict(utterances.map(({ text }) => text))
    predictor.dispose()
    const scores = scoreFrames(
      utterances.map((utterance, index) => frameOf(judge(utterance, predictions[index]!))),
    )
    output(
      values.json
        ? `${JSON.stringify({ utterances: scores.count, ...figuresOf(scores) }, null, 1)}\n`
        : formatFigures(scores),
    )
    return DONE
  },
}
