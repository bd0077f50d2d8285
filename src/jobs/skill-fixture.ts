/** A small skill for tests: two intents, two slots, enough wording to split. */

import '@tensorflow/tfjs-backend-cpu'
import { createTinyPretrained } from '@/model/fixtures'
import { createUtterance, type Utterance } from '@/project/project'
import type { SkillToLearn } from '@/project/skill-to-learn'
import { createBackends } from './backends'
import { DEFAULT_SETTINGS, type TrainingSettings, type TrainJob } from './job'
import type { JobTools } from './job-tools'

const PLAY = [
  'play jazz',
  'play some jazz',
  'please play jazz music',
  'jazz please',
  'put on jazz',
  'music jazz now',
]
const ORDER = [
  'order a large coffee',
  'a large coffee please',
  'large coffee',
  'order large',
  'get me a large one',
  'one large coffee now',
]

/** Twelve annotated utterances. */
export function createTinySkill(): SkillToLearn {
  const utterances = [
    ...PLAY.map((text, index) => annotated(`p${index}`, text, 'Play', 'jazz', 'genre')),
    ...ORDER.map((text, index) => annotated(`o${index}`, text, 'Order', 'large', 'size')),
  ]
  return { utterances, intents: ['Play', 'Order'], outOfScopeIntents: [], slotValues: {} }
}

function annotated(
  id: string,
  text: string,
  intent: string,
  value: string,
  slot: string,
): Utterance {
  const start = text.indexOf(value)
  const spans = [{ start, end: start + value.length, slot }]
  return createUtterance({ id, text, intent, spans, status: 'done' })
}

/** Settings under which the tiny network learns the tiny skill within a second. */
export const QUICK_SETTINGS: TrainingSettings = {
  ...DEFAULT_SETTINGS,
  epochs: 4,
  batchSize: 4,
  learningRate: 0.02,
  testShare: 0.25,
  validationShare: 0.25,
}

/** A train job for the tiny skill. */
export function createTrainJob(change: Partial<TrainJob> = {}): TrainJob {
  return {
    kind: 'train',
    modelUrl: 'memory:tiny',
    backend: 'cpu',
    avoid: [],
    skill: createTinySkill(),
    settings: QUICK_SETTINGS,
    start: 'pretrained',
    alsoFromScratch: false,
    learnsAll: false,
    resume: null,
    ...change,
  }
}

/** Tools that need neither network nor GPU: the CPU backend and a tiny model from memory. */
export function createTestTools(): JobTools {
  return {
    backends: createBackends(async (name) =>
      name === 'cpu' ? { kind: 'ready', adapter: null } : { kind: 'no', text: 'not in this test' },
    ),
    load: async (_, options) => {
      options?.onProgress?.({ loadedBytes: 10, totalBytes: 10 })
      return { kind: 'loaded', pretrained: createTinyPretrained(), fromCache: true, note: null }
    },
    findWords: async () => ({
      kind: 'failed',
      reason: 'missing',
      message: 'no such words in this test',
      remedy: '',
    }),
  }
}
