/** A trained model as a file, checked by reading it back and asking both the same things. */
import { areSameSpans } from '@/evaluation/span-matching'
import { readModelFile } from '@/records/read-model-file'
import { writeOnnx } from '@/records/write-onnx'
import { makeModelFile } from '@/runtime/make-model-file'
import { createPredictor } from '@/runtime/predictor'
import type { ExportJob, JobResult } from './job'
import { getPretrained, type JobContext, wordsOf } from './job-tools'

/** Packs a model and compares the file's answers with the model's. */
export async function exportModel(
  job: ExportJob,
  context: JobContext,
): Promise<JobResult<'export'>> {
  const { bundle, texts, variant, container, skill, story, skillTexts } = job
  const vocabulary = await wordsOf(bundle, await getPretrained(job, context), job, context)
  const facts = { variant, skill, story, skillTexts, goldenTexts: texts }
  const bytes = await makeModelFile({ bundle, vocabulary, ...facts })
  const read = readModelFile(bytes)
  if (read.kind === 'failed') {
    return { kind: 'failed', reason: 'crashed', message: read.reason, remedy: read.remedy }
  }
  const words = read.model.vocabulary ?? vocabulary
  const model = await createPredictor(bundle, vocabulary)
  const file = await createPredictor(read.model.bundle, words)
  try {
    const [expected, actual] = [model.predict(texts), file.predict(texts)]
    const agreeing = expected.filter((answer, index) => {
      const other = actual[index]
      return (
        other !== undefined &&
        answer.intents[0]?.intent === other.intents[0]?.intent &&
        areSameSpans(answer.spans, other.spans)
      )
    }).length
    return {
      kind: 'exported',
      bytes: container === 'onnx' ? writeOnnx(read.model, words) : bytes,
      asked: texts.length,
      agreeing,
    }
  } finally {
    model.dispose()
    file.dispose()
  }
}
