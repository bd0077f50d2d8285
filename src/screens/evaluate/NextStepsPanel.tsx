import { type NextStep, suggestNextSteps } from '@/evaluation/next-steps'
import { OUT_OF_SCOPE_PROBES } from '@/evaluation/out-of-scope-probes'
import type { Verdict } from '@/evaluation/verdict'
import { fingerprintOf } from '@/project/data-fingerprint'
import type { Utterance } from '@/project/project'
import { useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { addOutOfScopeExamples } from '@/store/run-actions'
import type { RunRecord } from '@/store/run-record'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { LinkButton } from '@/ui/LinkButton'
import { Panel } from '@/ui/Panel'
import styles from './NextStepsPanel.module.css'

/** What to do next, most useful first, each step opening the right place. */
export function NextStepsPanel({ run, verdict }: { run: RunRecord; verdict: Verdict }) {
  const learned = new Map(run.report.learned.byIntent.map(({ intent, count }) => [intent, count]))
  const steps = suggestNextSteps(run.report, learned, verdict).slice(0, 6)
  const project = useProject()
  const labelled = project.utterances.filter(({ intent }) => intent !== null)
  const hasChanged = fingerprintOf(labelled) !== run.fingerprint
  return (
    <Panel
      title="Next steps"
      actions={
        hasChanged && (
          <>
            <span className={styles.reason}>The skill has changed since this run.</span>
            <LinkButton
              href={screenHref(run.projectId, 'train')}
              kind="primary"
              size="small"
              icon="bolt"
            >
              Train again
            </LinkButton>
          </>
        )
      }
    >
      {steps.length === 0 ? (
        <p className={styles.reason}>Nothing stands out. Try it on sentences of your own.</p>
      ) : (
        <ol className={styles.steps}>
          {steps.map((step) => (
            <li key={JSON.stringify(step)} className={styles.step}>
              <div className={styles.words}>
                <strong className={styles.title}>{titleOf(step)}</strong>
                <p className={styles.reason}>
                  {step.reason} <Progress step={step} run={run} labelled={labelled} />
                </p>
              </div>
              <StepAction step={step} projectId={run.projectId} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

/** What has been done about a step since the run. */
function Progress({
  step,
  run,
  labelled,
}: {
  step: NextStep
  run: RunRecord
  labelled: readonly Utterance[]
}) {
  const project = useProject()
  const outside = new Set(
    project.intents.filter(({ kind }) => kind === 'outOfScope').map(({ name }) => name),
  )
  const isMeant = (intent: string | null) =>
    step.kind === 'annotateMore'
      ? intent === step.intent
      : step.kind === 'fillIntent' || step.kind === 'testMore'
        ? intent !== null && step.intents.includes(intent)
        : step.kind === 'addOutOfScope' && intent !== null && outside.has(intent)
  const before = new Set(
    run.split
      ? [...run.split.train, ...run.split.validation, ...run.split.test]
      : run.report.judged.map(({ utteranceId }) => utteranceId),
  )
  const added = labelled.filter(({ id, intent }) => isMeant(intent) && !before.has(id)).length
  return added > 0 ? <Badge tone="good">{`${added} added since`}</Badge> : null
}

function namesOf(intents: readonly string[]): string {
  const shown = intents.slice(0, 3).join(', ')
  return intents.length > 3 ? `${shown} and ${intents.length - 3} more` : shown
}

function titleOf(step: NextStep): string {
  switch (step.kind) {
    case 'annotateMore':
      return `Add ${step.count} more utterances for ${step.intent}`
    case 'separateIntents':
      return `${step.intents.join(' and ')} are mixed up`
    case 'checkEdges':
      return `Agree on where ${step.slot} begins and ends`
    case 'addValues':
      return `Add values of ${step.slot}: ${step.values.slice(0, 3).join(', ')}${step.values.length > 3 ? '…' : ''}`
    case 'separateSlots':
      return `${step.slots.join(' and ')} are mixed up`
    case 'checkLabels':
      return `Check ${step.utteranceIds.length === 1 ? 'one label' : `${step.utteranceIds.length} labels`} that the model disputes`
    case 'addOutOfScope':
      return 'Teach it what to turn away'
    case 'testMore':
      return step.intents.length === 0
        ? `Test on ${step.count} more utterances`
        : `Add ${step.count} test utterances for ${namesOf(step.intents)}`
    case 'fillIntent':
      return `Add utterances for ${namesOf(step.intents)}`
  }
}

function StepAction({ step, projectId }: { step: NextStep; projectId: string }) {
  if (step.kind === 'addOutOfScope') {
    return (
      <Button
        size="small"
        icon="add"
        onPress={() => addOutOfScopeExamples(OUT_OF_SCOPE_PROBES.slice(0, step.count))}
      >
        Add {step.count} examples
      </Button>
    )
  }
  if (step.kind === 'testMore') {
    const [intent = ''] = step.intents
    return (
      <span className={styles.actions}>
        <LinkButton
          href={screenHref(projectId, 'annotate', { intent, add: 'test' })}
          size="small"
          icon="add"
        >
          Add test utterances
        </LinkButton>
        {step.intents.length === 0 && (
          <LinkButton
            href={screenHref(projectId, 'evaluate', { view: 'more' })}
            size="small"
            kind="quiet"
          >
            Or cross-validate
          </LinkButton>
        )}
      </span>
    )
  }
  if (step.kind === 'annotateMore' || step.kind === 'fillIntent') {
    const intent = step.kind === 'annotateMore' ? step.intent : (step.intents[0] ?? '')
    return (
      <LinkButton
        href={screenHref(projectId, 'annotate', { intent, add: 'auto' })}
        size="small"
        icon="add"
      >
        Add utterances
      </LinkButton>
    )
  }
  const query = { ids: step.utteranceIds.slice(0, 50).join(','), because: titleOf(step) }
  return (
    <LinkButton href={screenHref(projectId, 'annotate', query)} size="small">
      Show {step.utteranceIds.length}
    </LinkButton>
  )
}
