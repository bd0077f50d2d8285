/** A trained model as a file, checked by reading it back and asking both the same things. */
import { areSameSpans } from '@/evaluation/span-matching'
import { BUNDLE_EXTENSION, packBundle, unpackBundle } from '@/predictor/bundle-file'
import { createPredictor } from '@/predictor/predictor'
import type { ExportJob, JobResult } from './job'
import { type JobContext, prepare, wordsOf } from './job-tools'

/** Packs a model and compares the file's answers with the model's. */
export async function exportModel(
  job: ExportJob,
  context: JobContext,
): Promise<JobResult<'export'>> {
  const { bundle, texts, hasVocabulary } = job
  const vocabulary = await wordsOf(bundle, await prepare(job, context), job, context)
  const bytes = packBundle(bundle, hasVocabulary ? vocabulary : null)
  const read = unpackBundle(bytes)
  if (read.kind === 'failed') {
    return { kind: 'failed', reason: 'crashed', message: read.reason, remedy: read.remedy }
  }
  const model = createPredictor(bundle, vocabulary)
  const file = createPredictor(read.bundle, read.vocabulary ?? vocabulary)
  try {
    const [expected, actual] = [await model.predict(texts), await file.predict(texts)]
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
      bytes: bytes.slice(),
      extension: BUNDLE_EXTENSION,
      asked: texts.length,
      agreeing,
    }
  } finally {
    model.dispose()
    file.dispose()
  }
}
