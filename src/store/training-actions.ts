import {
  type BackendName,
  type BackendReport,
  type RunCheckpoint,
  resolveSettings,
  type TrainedArm,
  type TrainingSettings,
  type TrainingStage,
  type TrainJob,
} from '@/jobs/job'
import { fingerprintOf } from '@/project/data-fingerprint'
import { type SkillToLearn, skillToLearn } from '@/project/skill-to-learn'
import type { InterruptedRun } from '@/records/checkpoint'
import type { RunRecord } from '@/records/run'
import { liveCurves, resetLiveCurves } from './live-curves'
import { modelUrl, wantedBackend } from './model-place'
import { pageDatabase } from './page'
import { usePreferences } from './preferences'
import { useProjectStore } from './project-store'
import {
  forgetCheckpoint,
  keepCheckpoint,
  keepCurve,
  keepRun,
  readReportModel,
} from './run-library'
import { nextRunNumber } from './run-reading'
import { chooseStart, knownSidesOf, type RunStart, settingsOf } from './run-start'
import { useTrainingStore } from './training-store'
import { addNotice, type DoJob, work } from './training-work'

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
    settings: settingsOf(settings, start, utterances.length),
    alsoFromScratch,
    startedFrom: start.kind === 'earlier' ? start.run.id : null,
    ...(known ? { known } : {}),
    checkpoint: null,
    startedAt: Date.now(),
  })
}

/** Goes on with the run that was interrupted. */
export async function resumeTraining(): Promise<void> {
  const { interrupted, activity } = get()
  if (!interrupted || activity) return
  await runTraining(interrupted)
}

/** Forgets the run that was interrupted. */
export async function dropInterrupted(): Promise<void> {
  const { interrupted } = get()
  if (!interrupted) return
  set({ interrupted: null })
  await forgetCheckpoint(interrupted.projectId)
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
  await work(
    {
      kind: 'crossValidate',
      projectId: project.id,
      skillName: project.name,
      runId,
      stages: ['report'],
    },
    async (doJob) => {
      const { result, stepsPerSecond } = await doJob({
        kind: 'crossValidate',
        ...basics(),
        skill,
        settings,
        folds,
      })
      if (result.kind !== 'crossValidated') return
      await keepRun(
        {
          ...(await recordOf({ projectId: project.id, runId, skill, settings, startedAt })),
          kind: 'crossValidation',
          elapsedMs: Date.now() - startedAt,
          startedFrom: null,
          isStopped: !result.isWhole,
          bestEpoch: 0,
          epochs: epochsOfFold(settings, skill.utterances.length, folds),
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
    },
  )
}

function epochsOfFold(settings: TrainingSettings, utterances: number, folds: number): number {
  return resolveSettings(settings, Math.round(utterances * (1 - 1 / folds))).epochs
}

/** Trains on growing shares of the data. */
export async function startLearningCurve(options: { alsoFromScratch: boolean }): Promise<void> {
  const { project } = useProjectStore.getState()
  if (!project || get().activity) return
  const { settings, runs } = get()
  const startedAt = Date.now()
  const skill = skillToLearn(project)
  const known = knownSidesOf(runs, settings)
  const wanted = {
    kind: 'learningCurve',
    projectId: project.id,
    skillName: project.name,
    runId: 'learning-curve',
    stages: ['report'],
  } as const
  await work(wanted, async (doJob) => {
    const { result } = await doJob({
      kind: 'learningCurve',
      ...basics(),
      skill,
      settings,
      shares: SHARES,
      alsoFromScratch: options.alsoFromScratch,
      ...(known ? { known } : {}),
    })
    if (result.kind !== 'curveDrawn' || result.points.length === 0) return
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
  })
}

type Plan = Omit<InterruptedRun, 'schemaVersion' | 'id' | 'checkpoint' | 'curves'> & {
  checkpoint: RunCheckpoint | null
  curves?: InterruptedRun['curves']
}

async function runTraining(wanted: Plan): Promise<void> {
  const { projectId, runId, alsoFromScratch } = wanted
  const stages: TrainingStage[] = alsoFromScratch
    ? ['report', 'rival', 'final']
    : ['report', 'final']
  const skillName = useProjectStore.getState().project?.name ?? ''
  await work({ kind: 'train', projectId, skillName, runId, stages }, (doJob) =>
    train(wanted, doJob),
  )
}

async function train(wanted: Plan, doJob: DoJob): Promise<void> {
  const { checkpoint, curves: drawn, ...plan } = wanted
  const { projectId, runId, skill, settings, alsoFromScratch, startedFrom, startedAt, known } = plan
  resetLiveCurves(checkpoint ? drawn : undefined)
  const model = startedFrom === null ? null : await readReportModel(startedFrom)
  const job: TrainJob = {
    kind: 'train',
    ...basics(),
    skill,
    settings,
    start: model?.kind === 'read' ? model.bundle : 'pretrained',
    ...(known ? { known } : {}),
    alsoFromScratch,
    learnsAll: true,
    resume: checkpoint,
  }
  const { result, elapsedMs, stepsPerSecond } = await doJob(job, (reached) => {
    void noteCheckpoint({
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
    })
  })
  // Where the loss has left all bounds, going on leads nowhere.
  if (result.kind === 'failed' && result.reason === 'diverged') await forgetCheckpoint(projectId)
  if (result.kind !== 'trained') return
  const { model: trained, scratch, final } = result
  const curves = liveCurves()
  const isKept = await keepRun(
    {
      ...(await recordOf({ projectId, runId, skill, settings, startedAt })),
      kind: 'train',
      elapsedMs,
      startedFrom: result.hasGoneOn ? startedFrom : null,
      isStopped: trained.outcome.kind === 'stopped',
      ...progressOf(trained),
      stepsPerSecond,
      curves: curves.pretrained,
      split: result.split,
      learnedTexts: result.learnedTexts,
      report: trained.report,
      scratch: scratch && {
        report: scratch.report,
        curves: curves.scratch,
        ...progressOf(scratch),
      },
      hasModel: true,
      ...(final ? { final: { utterances: final.utterances, epochs: final.epochs } } : {}),
    },
    { bundle: trained.bundle, final: final?.bundle ?? null },
  )
  // What is not kept can at least be trained to its end again after a reload.
  if (isKept) await forgetCheckpoint(projectId)
}

async function noteCheckpoint(record: InterruptedRun): Promise<void> {
  const written = await keepCheckpoint(record)
  if (written.kind === 'failed') {
    addNotice(
      `${written.remedy} Until then this training can go on, but not be resumed after a reload.`,
    )
  }
}

async function recordOf(run: {
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
    number: Math.max(await nextRunNumber(pageDatabase, projectId), ...ownNumbers(projectId)),
    startedAt,
    settings,
    backend: get().backend ?? NO_BACKEND,
    fingerprint: fingerprintOf(skill.utterances),
    utterances: skill.utterances.length,
  } satisfies Partial<RunRecord>
}

/** Numbers after those that only this tab knows. */
function ownNumbers(projectId: string): number[] {
  const { runs, unkept } = get()
  return [...runs, ...(unkept?.runs ?? [])]
    .filter((run) => run.projectId === projectId)
    .map(({ number }) => number + 1)
}

function basics() {
  const { measured } = usePreferences.getState()
  const avoid: BackendName[] = []
  return { modelUrl: modelUrl(), backend: wantedBackend(), avoid, measured }
}

function progressOf({ outcome }: TrainedArm) {
  return { bestEpoch: outcome.bestEpoch, epochs: outcome.epochs, steps: outcome.steps }
}

const NO_BACKEND: BackendReport = { backend: 'cpu', adapter: null, reasons: [] }
