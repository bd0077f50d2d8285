import type {
  BackendName,
  BackendReport,
  RunCheckpoint,
  TrainedArm,
  TrainingSettings,
  TrainJob,
} from '@/jobs/job'
import { fingerprintOf } from '@/project/data-fingerprint'
import { type SkillToLearn, skillToLearn } from '@/project/skill-to-learn'
import { deleteRecord, readRecord, writeRecords } from './database'
import { liveCurves, resetLiveCurves } from './live-curves'
import { modelUrl, wantedBackend } from './model-place'
import { useProjectStore } from './project-store'
import { readReportBundle } from './run-bundles'
import { keepCurve, keepRun } from './run-keeping'
import { type InterruptedRun, interruptedRunSchema, type RunRecord } from './run-record'
import { chooseStart, knownSidesOf, type RunStart, settingsOf } from './run-start'
import { useTrainingStore } from './training-store'
import { addNotice, work } from './training-work'

const get = useTrainingStore.getState
const set = useTrainingStore.setState

/** Shares of the training data that a learning curve is drawn over. */
const SHARES = [0.25, 0.5, 0.75, 1]

/** Fine-tunes the open skill. */
export async function startTraining(): Promise<void> {
  const { project } = useProjectStore.getState()
  const { settings, alsoFromScratch, isFromDownload, runs } = get()
  if (!project || get().activity) return
  const skill = skillToLearn(project)
  const { utterances } = skill
  const found = chooseStart({ runs, utterances, settings, alsoFromScratch })
  const start: RunStart =
    found.kind === 'earlier' && isFromDownload ? { kind: 'download', because: null } : found
  const known = knownSidesOf(runs, settings)
  await runTraining({
    projectId: project.id,
    runId: crypto.randomUUID(),
    skill,
    settings: settingsOf(settings, start),
    alsoFromScratch,
    startedFrom: start.kind === 'earlier' ? start.run.id : null,
    ...(known ? { known } : {}),
    checkpoint: null,
    startedAt: Date.now(),
  })
}

/** Goes on with the run that was interrupted. */
export async function resumeTraining(): Promise<void> {
  const { interrupted } = get()
  if (!interrupted || get().activity) return
  resetLiveCurves(interrupted.curves)
  await runTraining(interrupted)
}

/** Forgets the run that was interrupted. */
export async function dropInterrupted(): Promise<void> {
  const { interrupted } = get()
  if (!interrupted) return
  await deleteRecord('checkpoints', interrupted.id)
  set({ interrupted: null })
  resetLiveCurves()
}

/** Trains once for each fold. */
export async function startCrossValidation(folds: number): Promise<void> {
  const { project } = useProjectStore.getState()
  if (!project || get().activity) return
  const { settings } = get()
  const runId = crypto.randomUUID()
  const startedAt = Date.now()
  const skill = skillToLearn(project)
  const { result, stepsPerSecond } = await work({
    kind: 'crossValidate',
    projectId: project.id,
    runId,
    job: { kind: 'crossValidate', ...basics(), skill, settings, folds },
  })
  if (result.kind !== 'crossValidated') return
  await keepRun(
    {
      ...recordOf({ projectId: project.id, runId, skill, settings, startedAt }),
      kind: 'crossValidation',
      elapsedMs: Date.now() - startedAt,
      startedFrom: null,
      isStopped: !result.isWhole,
      bestEpoch: 0,
      epochs: settings.epochs,
      steps: 0,
      stepsPerSecond,
      curves: liveCurves().pretrained,
      split: null,
      report: result.report,
      scratch: null,
      hasModel: false,
    },
    null,
  )
}

/** Trains on growing shares of the data. */
export async function startLearningCurve(options: { alsoFromScratch: boolean }): Promise<void> {
  const { project } = useProjectStore.getState()
  if (!project || get().activity) return
  const { settings, runs } = get()
  const startedAt = Date.now()
  const skill = skillToLearn(project)
  const known = knownSidesOf(runs, settings)
  const { result } = await work({
    kind: 'learningCurve',
    projectId: project.id,
    runId: 'learning-curve',
    job: {
      kind: 'learningCurve',
      ...basics(),
      skill,
      settings,
      shares: SHARES,
      alsoFromScratch: options.alsoFromScratch,
      ...(known ? { known } : {}),
    },
  })
  if (result.kind !== 'curveDrawn') return
  if (result.points.length === 0) {
    set({ activity: null })
    return
  }
  await keepCurve({
    schemaVersion: 1,
    id: `${project.id}/learning-curve`,
    projectId: project.id,
    kind: 'learningCurve',
    startedAt,
    fingerprint: fingerprintOf(skill.utterances),
    points: result.points,
    scratchPoints: result.scratchPoints,
    isWhole: result.isWhole,
  })
}

type Plan = Omit<InterruptedRun, 'schemaVersion' | 'id' | 'checkpoint' | 'curves'> & {
  checkpoint: RunCheckpoint | null
}

async function runTraining({ checkpoint, ...plan }: Plan): Promise<void> {
  const { projectId, runId, skill, settings, alsoFromScratch, startedFrom, startedAt, known } = plan
  const bundle = startedFrom === null ? null : await readReportBundle(startedFrom)
  if (!checkpoint) resetLiveCurves()
  const job: TrainJob = {
    kind: 'train',
    ...basics(),
    skill,
    settings,
    start: bundle ?? 'pretrained',
    ...(known ? { known } : {}),
    alsoFromScratch,
    learnsAll: true,
    resume: checkpoint,
  }
  const { result, elapsedMs, stepsPerSecond } = await work({
    kind: 'train',
    projectId,
    runId,
    job,
    onCheckpoint: (reached) =>
      void keepCheckpoint({
        schemaVersion: 1,
        id: projectId,
        projectId,
        runId,
        startedAt,
        skill,
        settings,
        startedFrom,
        alsoFromScratch,
        ...(known ? { known } : {}),
        checkpoint: reached,
        curves: liveCurves(),
      }),
  })
  if (result.kind === 'failed') {
    const left = await readRecord('checkpoints', projectId, interruptedRunSchema)
    if (get().projectId === projectId) {
      set({ interrupted: left.kind === 'ok' && result.reason !== 'diverged' ? left.value : null })
    }
    return
  }
  if (result.kind !== 'trained') return
  const { model, scratch, final } = result
  const curves = liveCurves()
  const isKept = await keepRun(
    {
      ...recordOf({ projectId, runId, skill, settings, startedAt }),
      kind: 'train',
      elapsedMs,
      startedFrom: result.hasGoneOn ? startedFrom : null,
      isStopped: model.outcome.kind === 'stopped',
      ...progressOf(model),
      stepsPerSecond,
      curves: curves.pretrained,
      split: result.split,
      learnedTexts: result.learnedTexts,
      report: model.report,
      scratch: scratch && {
        report: scratch.report,
        curves: curves.scratch,
        ...progressOf(scratch),
      },
      hasModel: true,
      ...(final ? { final: { utterances: final.utterances, epochs: final.epochs } } : {}),
    },
    { bundle: model.bundle, final: final?.bundle ?? null },
  )
  // What is not kept can at least be trained to its end again after a reload.
  if (isKept) await deleteRecord('checkpoints', projectId)
}

async function keepCheckpoint(record: InterruptedRun): Promise<void> {
  const written = await writeRecords([{ store: 'checkpoints', record }])
  if (written.kind === 'failed') {
    addNotice(
      `${written.remedy} Until then this training can go on, but not be resumed after a reload.`,
    )
  }
}

function recordOf(run: {
  projectId: string
  runId: string
  skill: SkillToLearn
  settings: TrainingSettings
  startedAt: number
}) {
  const { projectId, runId, skill, settings, startedAt } = run
  return {
    schemaVersion: 1,
    id: runId,
    projectId,
    number: Math.max(0, ...get().runs.map(({ number }) => number)) + 1,
    startedAt,
    settings,
    backend: get().backend ?? NO_BACKEND,
    fingerprint: fingerprintOf(skill.utterances),
    utterances: skill.utterances.length,
  } satisfies Partial<RunRecord>
}

function basics(): { modelUrl: string; backend: BackendName | 'auto'; avoid: BackendName[] } {
  return { modelUrl: modelUrl(), backend: wantedBackend(), avoid: [] }
}

function progressOf({ outcome }: TrainedArm) {
  return { bestEpoch: outcome.bestEpoch, epochs: outcome.epochs, steps: outcome.steps }
}

const NO_BACKEND: BackendReport = { backend: 'cpu', adapter: null, reasons: [] }
