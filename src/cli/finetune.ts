import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DEFAULT_SETTINGS, type FinalModel, type JobEvent } from '@/jobs/job'
import { JobFailure } from '@/jobs/job-failure'
import { trainSkill } from '@/jobs/train-job'
import { fingerprintOf } from '@/project/data-fingerprint'
import { skillFacts } from '@/project/skill-facts'
import { skillToLearn } from '@/project/skill-to-learn'
import { modelStory } from '@/records/model-story'
import { type ModelVariant, makeModelFile } from '@/runtime/make-model-file'
import {
  type Command,
  CommandFailure,
  DONE,
  readOptions,
  readShare,
  readWholeNumber,
  wrongUsage,
} from './command'
import { FORMAT_IDS, readFormat } from './format-option'
import { nodeJobContext, nodeTools } from './node-tools'
import { BASE_MODEL } from './packaged'
import { createProgressBar } from './progress-bar'
import { readSkill } from './read-skill'
import { readBase } from './saved-model'
import { figuresOf, formatReport } from './scores-table'

/** `skillet finetune`: the app's *Fine-tune* button. */
export const finetune: Command = {
  help: `npm run skillet -- finetune <file or folder …> [options]

Trains a model of the skill in any file that Skillet can import, with the recipe of the
app, and reports how it does on utterances that it has not learned from. Ctrl+C stops
and keeps the best model so far.

  --out <file>          save the model here, such as music.skillet
  --json                print the whole report as JSON
  --seed <n>            of every random choice                    [${DEFAULT_SETTINGS.seed}]
  --epochs <n>          passes over the training utterances       [40 up to 100
                        of them, down to 28 from 300 on]
  --report-model        save the model that the figures are of, instead of training the one that
                        answers on all utterances once the figures are there
  --test-share <x>      share of utterances kept for the report   [${DEFAULT_SETTINGS.testShare}]
  --start <what>        pretrained, or scratch to compare with    [pretrained]
  --compact             save a small file (2 MB at most): fewer bits a weight, and vectors for
                        the usual words and those near the skill alone
  --without-words       leave the vocabulary out of the file: smaller, but it needs --base
  --base <folder>       the pretrained network                    [${BASE_MODEL}]
  --format <id>         the files' format, when it is not recognised
                        (${FORMAT_IDS.join(', ')})
`,
  run: async (args, { output, log }) => {
    const { values, positionals } = readOptions(args, {
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(DEFAULT_SETTINGS.seed) },
      epochs: { type: 'string' },
      'report-model': { type: 'boolean', default: false },
      'test-share': { type: 'string', default: String(DEFAULT_SETTINGS.testShare) },
      start: { type: 'string', default: 'pretrained' },
      'without-words': { type: 'boolean', default: false },
      compact: { type: 'boolean', default: false },
      base: { type: 'string', default: BASE_MODEL },
      format: { type: 'string' },
    })
    const settings = {
      ...DEFAULT_SETTINGS,
      seed: readWholeNumber('seed', values.seed),
      ...(values.epochs === undefined
        ? {}
        : { epochs: readWholeNumber('epochs', values.epochs, 1) }),
      testShare: readShare('test-share', values['test-share']),
    }
    const { start } = values
    if (start !== 'pretrained' && start !== 'scratch') {
      throw wrongUsage(`--start must be pretrained or scratch, not "${start}".`)
    }
    if (values.compact && values['without-words']) {
      throw wrongUsage('A model is either --compact, with some of the words, or --without-words.')
    }
    const variant: ModelVariant = values.compact
      ? 'compact'
      : values['without-words']
        ? 'withoutWords'
        : 'whole'
    const format = readFormat('format', values.format)
    const project = await readSkill(positionals, { seed: settings.seed, ...format }, { log })
    const pretrained = await readBase(values.base)

    const controller = new AbortController()
    const stop = () => controller.abort()
    process.once('SIGINT', stop)
    const startedAt = performance.now()
    const result = await trainSkill(
      {
        kind: 'train',
        modelUrl: values.base,
        backend: 'auto',
        avoid: [],
        skill: skillToLearn(project),
        settings,
        start,
        alsoFromScratch: false,
        // Nobody gets it unless it is saved.
        learnsAll: values.out !== undefined && !values['report-model'],
        resume: null,
      },
      nodeJobContext(nodeTools(), { signal: controller.signal, emit: showProgress(log) }),
    )
      .catch((error: unknown) => {
        if (error instanceof JobFailure) return error.failure
        throw error
      })
      .finally(() => process.off('SIGINT', stop))
    if (result.kind === 'failed') {
      throw new CommandFailure(`${positionals.join(', ')}: ${result.message} ${result.remedy}`)
    }
    const seconds = (performance.now() - startedAt) / 1000

    const { report, bundle, outcome } = result.model
    const { train, validation, test } = result.split
    if (values.json) {
      const counts = { train: train.length, validation: validation.length, test: test.length }
      const whole = { ...figuresOf(report.summary), utterances: counts, seconds, outcome, report }
      output(`${JSON.stringify(whole, null, 1)}\n`)
    } else output(formatReport(report))
    log(
      `${train.length} utterances learned in ${outcome.epochs} epochs, ${validation.length} to set confidence and threshold by, ${test.length} tested; ${seconds.toFixed(1)} s.`,
    )
    if (values.out) {
      const { final } = result
      const story = modelStory({
        report,
        madeAt: Date.now(),
        fingerprint: fingerprintOf(project.utterances),
        learned: final?.utterances ?? train.length,
      })
      const bytes = await makeModelFile({
        bundle: final?.bundle ?? bundle,
        vocabulary: pretrained.vocabulary,
        variant,
        skill: skillFacts(project),
        story,
        goldenTexts: report.judged.map(({ text }) => text),
        skillTexts: project.utterances.map(({ text }) => text),
      })
      await save(values.out, bytes)
      log(
        `Saved ${values.out} (${(bytes.length / 1e6).toFixed(1)} MB): ${savedModel(final, train.length)}`,
      )
    } else log('The model was not saved; name a file with --out.')
    return DONE
  },
}

/** Which of the two models a file holds. */
function savedModel(final: FinalModel | null, learned: number): string {
  return final
    ? `it has learned from all ${final.utterances} utterances; the figures are of its twin that learned from ${learned} of them.`
    : `the model that the figures are of, which has learned from ${learned} utterances.`
}

function showProgress(log: (line: string) => void): (event: JobEvent) => void {
  let epochs = 1
  let bar = createProgressBar(epochs)
  return (event) => {
    if (event.kind === 'stage' && event.stage === 'final') {
      log('Next, the model that answers learns from all utterances.')
    }
    if (event.kind === 'backend') log(`Backend: ${event.report.backend}`)
    if (event.kind === 'training' && event.event.kind === 'started') {
      epochs = event.event.epochs
      bar = createProgressBar(epochs)
    }
    if (event.kind !== 'training' || event.event.kind !== 'epoch') return
    const { epoch, train, validation } = event.event
    const better = validation ? `, frame accuracy ${validation.frameAccuracy.toFixed(3)}` : ''
    bar.update(epoch, `epoch ${epoch}, loss ${train.loss.toFixed(3)}${better}`)
    if (epoch === epochs) bar.finish()
  }
}

async function save(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new CommandFailure(
      `The model could not be saved as ${path}: ${said}. Choose another file.`,
    )
  }
}
