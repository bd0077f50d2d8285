import { createInterface } from 'node:readline'
import type { Prediction } from '@/evaluation/prediction'
import { type AnswerRules, understoodIntent } from '@/evaluation/understanding'
import { type Command, DONE, readOptions } from './command'
import { BASE_MODEL } from './packaged'
import { openModel } from './saved-model'

/** One answer as a JSON line. Offsets are UTF-16 and end-exclusive. */
export type PredictionLine = {
  text: string
  intent: string | null
  confidence: number
  slots: { slot: string; start: number; end: number; value: string }[]
}

/** So many lines are answered together when they are there already. */
const MOST_AT_ONCE = 64

/** `skillet predict`: texts in, answers out, line by line. */
export const predict: Command = {
  help: `npm run skillet -- predict --model <file> [options] < texts.txt

Reads one text a line from standard input, plain or as a JSON line { "text": "…" },
and writes one JSON line for each to standard output: { text, intent, confidence, slots: [{ slot, start, end, value }] }.
start and end count UTF-16 code units, end is exclusive. The intent is null, and there are no
slots, when the best is less sure than the model's threshold or stands for "none of these". Other programs should call
npm run with --silent, so that standard output holds nothing else.

  --model <file>    what skillet finetune saved (required)
  --base <folder>   the pretrained network, for a model without its words  [${BASE_MODEL}]
`,
  run: async (args, { input, output }) => {
    const { values } = readOptions(args, {
      model: { type: 'string' },
      base: { type: 'string', default: BASE_MODEL },
    })
    const predictor = await openModel(values.model, values.base)
    for await (const texts of linesTogether(input)) {
      const answers = await predictor.predict(texts.map(textOfLine))
      output(
        answers.map((answer) => `${JSON.stringify(toLine(answer, predictor.rules))}\n`).join(''),
      )
    }
    predictor.dispose()
    return DONE
  },
}

/** The text of a line: that of a JSON object which has one, else the line as it is. */
export function textOfLine(line: string): string {
  if (!line.trimStart().startsWith('{')) return line
  try {
    const parsed: unknown = JSON.parse(line)
    const hasText = typeof parsed === 'object' && parsed !== null && 'text' in parsed
    return hasText && typeof parsed.text === 'string' ? parsed.text : line
  } catch {
    return line
  }
}

/** What is written of a prediction; what is not understood has neither intent nor slots. */
export function toLine(prediction: Prediction, rules: AnswerRules): PredictionLine {
  const { text, intents, spans } = prediction
  const understood = understoodIntent(prediction, rules)
  return {
    text,
    intent: understood?.intent ?? null,
    confidence: text.trim() === '' ? 0 : (intents[0]?.probability ?? 0),
    slots: (understood ? spans : []).map(({ slot, start, end }) => ({
      slot,
      start,
      end,
      value: text.slice(start, end),
    })),
  }
}

/** The lines of a stream, as many at once as have come in: a person gets each answer at once, a file is quick. */
export async function* linesTogether(input: NodeJS.ReadableStream): AsyncGenerator<string[]> {
  const waiting: string[] = []
  let isClosed = false
  let wake: () => void = () => {}
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', (line) => {
    waiting.push(line)
    wake()
  })
  lines.on('close', () => {
    isClosed = true
    wake()
  })
  for (;;) {
    if (waiting.length > 0) yield waiting.splice(0, MOST_AT_ONCE)
    else if (isClosed) return
    else {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}
