import { createInterface } from 'node:readline'
import { createPredictor } from '@/runtime/predictor'
import type { SlotUnderstanding, Understanding } from '@/runtime/public-types'
import { understand } from '@/runtime/understanding'
import { type Command, DONE, readOptions } from './command'
import { BASE_MODEL } from './packaged'
import { readSavedModel } from './saved-model'

/** One answer as a JSON line. Offsets are UTF-16 and end-exclusive. */
export type PredictionLine = {
  text: string
  intent: string | null
  confidence: number
  slots: SlotUnderstanding[]
}

/** So many lines are answered together when they are there already. */
const MOST_AT_ONCE = 64

/** `skillet predict`: texts in, answers out, line by line. */
export const predict: Command = {
  help: `npm run skillet -- predict --model <file> [options] < texts.txt

Reads one text a line from standard input, plain or as a JSON line { "text": "…" },
and writes one JSON line for each to standard output:
{ text, intent, confidence, slots: [{ slot, type, raw, value, values, start, end, confidence }] }.
raw are the words as they are, value is what they stand for among the values and synonyms of the slot's type, or
the words where none is listed; values has all that fit. start and end count UTF-16 code units, end is exclusive.
The intent is null, and there are no slots, when the best is less sure than the model's threshold or stands for
"none of these". Other programs should call npm run with --silent, so that standard output holds nothing else.

  --model <file>    what skillet finetune saved (required)
  --base <folder>   the pretrained network, for a model without its words  [${BASE_MODEL}]
`,
  run: async (args, { input, output }) => {
    const { values } = readOptions(args, {
      model: { type: 'string' },
      base: { type: 'string', default: BASE_MODEL },
    })
    const { bundle, vocabulary, skill } = await readSavedModel(values.model, values.base)
    const predictor = await createPredictor(bundle, vocabulary)
    for await (const texts of linesTogether(input)) {
      const answers = predictor
        .predict(texts.map(textOfLine))
        .map((answer) => toLine(understand(answer, skill, predictor.rules)))
      output(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''))
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

/** What is written of an answer; what is not understood has neither intent nor slots. */
export function toLine({ text, intent, alternatives, slots }: Understanding): PredictionLine {
  const [best] = alternatives
  return { text, intent: intent?.name ?? null, confidence: best?.confidence ?? 0, slots }
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
