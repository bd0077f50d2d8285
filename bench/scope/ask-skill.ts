/** A skill's models, asked about its own utterances and about strangers: all that the figures on scope rest on. */

import { OUT_OF_SCOPE_PROBES } from '@/evaluation/out-of-scope-probes'
import { createEncoder } from '@/model/encoding'
import type { Pretrained } from '@/model/pretrained'
import { createPredictor } from '@/runtime/predictor'
import { fineTune } from '@/training/fine-tune'
import type { LabelledUtterance } from '@/training/skill-examples'
import { splitUtterances } from '@/training/split'
import { neuralConfig } from '../transfer/neural-arm'
import type { Sample } from '../transfer/sampling'

/** What a model says of one text, before anything is made of it. */
export type AskedText = {
  /** Logits of the intents, network and lexical model together. */
  logits: number[]
  /** Words of the text, and how many of them stood in the training utterances. */
  words: number
  known: number
  /** Place of the right intent; -1 for a stranger, and for an intent that was not learned. */
  intent: number
}

export type AskedSkill = {
  skill: string
  /** By the model of the report, which sets temperature and threshold. */
  report: { validation: AskedText[]; probes: AskedText[] }
  /** By the model that answers, which has learned from all. */
  final: { test: AskedText[]; others: AskedText[]; general: AskedText[] }
}

/** The shares that the app keeps back for its report. */
const REPORT_SHARES = { testShare: 0.2, validationShare: 0.15 }
/** What is left for it to learn from: a share of all. */
export const REPORT_LEARNS = (1 - REPORT_SHARES.testShare) * (1 - REPORT_SHARES.validationShare)

/** Trains both models of a sample as the app does, and asks them. */
export async function askSkill(
  sample: Sample,
  strangers: { others: readonly string[]; general: readonly string[] },
  pretrained: Pretrained,
): Promise<AskedSkill> {
  const { seed } = sample
  const split = splitUtterances(sample.train, { seed, ...REPORT_SHARES })
  const report = await trainAsker(split.train, seed, pretrained)
  const asked = {
    validation: report.own(split.validation),
    probes: report.strangers(OUT_OF_SCOPE_PROBES),
  }
  report.dispose()
  const final = await trainAsker(sample.train, seed, pretrained)
  const answers = {
    test: final.own(sample.test),
    others: final.strangers(strangers.others),
    general: final.strangers(strangers.general),
  }
  final.dispose()
  return { skill: sample.skill, report: asked, final: answers }
}

async function trainAsker(train: LabelledUtterance[], seed: number, pretrained: Pretrained) {
  const config = neuralConfig('pretrained', {}, { seed, size: train.length })
  const steps = fineTune({ train, validation: [], pretrained, start: 'pretrained', config })
  let step = await steps.next()
  while (!step.done) step = await steps.next()
  const { bundle } = step.value
  if (!bundle) throw new Error('training gave no model')
  const predictor = await createPredictor(bundle, pretrained.vocabulary)
  const { encode } = createEncoder(pretrained.vocabulary, bundle.network.subwordBuckets, bundle)
  const formsOf = (text: string) => [...encode(text).encoded.forms]
  const known = new Set(train.flatMap(({ text }) => formsOf(text)))
  const ask = (text: string, intent: number): AskedText => {
    const forms = formsOf(text)
    return {
      logits: [...predictor.logits(text).intentLogits].map(
        (logit) => Math.round(1e4 * logit) / 1e4,
      ),
      words: forms.length,
      known: forms.filter((form) => known.has(form)).length,
      intent,
    }
  }
  return {
    own: (utterances: readonly LabelledUtterance[]) =>
      utterances.map(({ text, intent }) => ask(text, bundle.labels.intents.indexOf(intent))),
    strangers: (texts: readonly string[]) => texts.map((text) => ask(text, -1)),
    dispose: predictor.dispose,
  }
}
