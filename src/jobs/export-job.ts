/** A trained model as a file, checked by reading it back and asking both the same things. */
import { areSameSpans } from '@/evaluation/span-matching'
import { MODEL_EXTENSION } from '@/records/model-file'
import { readModelFile } from '@/records/read-model-file'
import { makeModelFile } from '@/runtime/make-model-file'
import { createPredictor } from '@/runtime/predictor'
import type { ExportJob, JobResult } from './job'
import { type JobContext, prepare, wordsOf } from './job-tools'

/** Packs a model and compares the file's answers with the model's. */
export async function exportModel(
  job: ExportJob,
  context: JobContext,
): Promise<JobResult<'export'>> {
  const { bundle, texts, variant, skill, story, skillTexts } = job
  const vocabulary = await wordsOf(bundle, await prepare(job, context), job, context)
  const facts = { variant, skill, story, skillTexts, goldenTexts: texts }
  const bytes = await makeModelFile({ bundle, vocabulary, ...facts })
  const read = readModelFile(bytes)
  if (read.kind === 'failed') {
    return { kind: 'failed', reason: 'crashed', message: read.reason, remedy: read.remedy }
  }
  const model = await createPredictor(bundle, vocabulary)
  const file = await createPredictor(read.model.bundle, read.model.vocabulary ?? vocabulary)
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
    return { kind: 'exported', bytes, extension: MODEL_EXTENSION, asked: texts.length, agreeing }
  } finally {
    model.dispose()
    file.dispose()
  }
}
