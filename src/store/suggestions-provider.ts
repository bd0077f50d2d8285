import { loadModel, predict } from './prediction-store'
import { useProjectStore } from './project-store'
import { provideSuggestions, publishJudgements } from './suggestions-store'
import { openRuns, useTrainingStore } from './training-store'

/**
 * Lets the latest model of the open skill suggest labels, and its report doubt them. Call once, at the
 * start; returns how to stop.
 */
export function followRuns(): () => void {
  let offered: string | null = null
  const offer = () => {
    const { projectId, runs } = useTrainingStore.getState()
    if (projectId === null) return
    const latest = runs.findLast((run) => run.hasModel)
    const key = `${projectId}/${runs.at(-1)?.id ?? ''}`
    if (key === offered) return
    offered = key
    provideSuggestions(
      projectId,
      latest
        ? async (utterances, signal) => {
            await loadModel(latest.id)
            if (signal.aborted) return null
            const answer = await predict(
              latest.id,
              utterances.map(({ text }) => text),
            )
            return (
              answer &&
              utterances.map(({ id }, index) => ({
                utteranceId: id,
                prediction: answer.predictions[index]!,
              }))
            )
          }
        : null,
    )
    const judged = runs.slice(-3).flatMap((run) => run.report.judged)
    publishJudgements(projectId, judged)
  }
  const openCurrent = () => {
    const { project } = useProjectStore.getState()
    if (project) void openRuns(project.id)
  }
  const stopProjects = useProjectStore.subscribe((state, before) => {
    if (state.project?.id !== before.project?.id) openCurrent()
  })
  const stopRuns = useTrainingStore.subscribe((state, before) => {
    if (state.runs !== before.runs || state.projectId !== before.projectId) offer()
  })
  openCurrent()
  return () => {
    stopProjects()
    stopRuns()
  }
}
