import type { Project } from '@/project/project'
import { type SkillToLearn, skillToLearn } from '@/project/skill-to-learn'
import { bestRun } from './best-run'
import { loadInstantModel, loadModel, predict } from './prediction-store'
import { useProjectStore } from './project-store'
import { openRuns } from './run-library'
import { provideSuggestions, publishJudgements, type SuggestionProvider } from './suggestions-store'
import { useTrainingStore } from './training-store'

/**
 * Labelled utterances from which on an instant model is offered. By names alone, four in ten of the intents and
 * seven in ten of the values that it offers are wrong (`bench/annotate/offers.ts`).
 */
const FEWEST_LABELLED = 5
/** It is made anew when so many more utterances are labelled, as a share of those that it knows. */
const RENEW_SHARE = 0.2
/** Labelled utterances that it is made of, at most: the newest, so that a large skill renews it as fast as a small one. */
const MOST_EXAMPLES = 600
/** How long to wait for more labels before it is. */
const RENEW_DELAY_MS = 1500

/**
 * Lets the best model of the open skill suggest labels, and its report doubt them; before anything was
 * trained, a model that is made of the labels at once. Call once, at the start; returns how to stop.
 */
export function followRuns(): () => void {
  let offered: string | null = null
  let instant: InstantModelKey | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const offer = () => {
    const { projectId, runs } = useTrainingStore.getState()
    if (projectId === null) return
    const best = bestRun(runs.filter((run) => run.hasModel))?.run
    const key = `${projectId}/${best?.id ?? ''}/${runs.at(-1)?.id ?? ''}`
    if (key === offered) return
    offered = key
    instant = null
    const load = (runId: string) => {
      const { project } = useProjectStore.getState()
      return loadModel(runId, project ?? { intents: [] })
    }
    provideSuggestions(projectId, best ? askModel(best.id, () => load(best.id)) : null)
    const judged = runs.slice(-3).flatMap((run) => run.report.judged)
    publishJudgements(projectId, judged)
    offerInstant()
  }

  const offerInstant = () => {
    const { project } = useProjectStore.getState()
    const { projectId, runs } = useTrainingStore.getState()
    if (!project || project.id !== projectId || runs.some((run) => run.hasModel)) return
    const skill = skillToLearn(project)
    const next = { labels: labelsOf(skill), labelled: countLabelled(project) }
    if (!isInstantDue(instant, next)) return
    instant = next
    const newest = { ...skill, utterances: skill.utterances.slice(-MOST_EXAMPLES) }
    const modelId = `instant/${project.id}/${next.labelled}/${next.labels}`
    provideSuggestions(
      project.id,
      askModel(modelId, () => loadInstantModel(modelId, newest)),
      'instant',
    )
  }

  const openCurrent = () => {
    const { project } = useProjectStore.getState()
    if (project) void openRuns(project.id)
  }
  const stopProjects = useProjectStore.subscribe((state, before) => {
    if (state.project?.id !== before.project?.id) openCurrent()
    if (state.project === before.project) return
    clearTimeout(timer)
    timer = setTimeout(offerInstant, RENEW_DELAY_MS)
  })
  const stopRuns = useTrainingStore.subscribe((state, before) => {
    if (state.runs !== before.runs || state.projectId !== before.projectId) offer()
  })
  openCurrent()
  return () => {
    clearTimeout(timer)
    stopProjects()
    stopRuns()
  }
}

/** A provider that loads a model when it is first asked. One that can't be loaded is not tried at each edit. */
function askModel(modelId: string, load: () => Promise<void>): SuggestionProvider {
  let isGivenUp = false
  return async (utterances, signal) => {
    if (isGivenUp) return null
    await load()
    if (signal.aborted) return null
    const answer = await predict(
      modelId,
      utterances.map(({ text }) => text),
    )
    if (answer === null) {
      isGivenUp = true
      return null
    }
    return answer.predictions.flatMap((prediction, index) => {
      const asked = utterances[index]
      return asked ? [{ utteranceId: asked.id, prediction }] : []
    })
  }
}

/** Utterances whose labels somebody gave or looked at. */
function countLabelled({ utterances }: Project): number {
  return utterances.filter(({ intent }) => intent !== null).length
}

function labelsOf({ intents, slotValues }: SkillToLearn): string {
  return [...intents, ...Object.keys(slotValues)].join('|')
}

/** What an instant model was made of: the names of all labels, and how many utterances. */
export type InstantModelKey = { labels: string; labelled: number }

/** Whether an instant model can be made at all, and differs enough from the one that there is. */
export function isInstantDue(made: InstantModelKey | null, now: InstantModelKey): boolean {
  if (now.labelled < FEWEST_LABELLED) return false
  if (!made || made.labels !== now.labels) return true
  return Math.abs(now.labelled - made.labelled) >= Math.max(3, RENEW_SHARE * made.labelled)
}
