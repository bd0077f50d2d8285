import { useState } from 'react'
import { describeAnsweringModel } from '@/store/answering-model'
import { fileNameOf } from '@/store/backup'
import { type ExportedModel, exportModel, type ModelVariant } from '@/store/prediction-store'
import { useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { useTrainingStore } from '@/store/training-store'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { formatBytes } from '@/ui/charts/numbers'
import { LinkButton } from '@/ui/LinkButton'
import { Panel } from '@/ui/Panel'
import { Select } from '@/ui/Select'
import { saveBytes } from '@/ui/save-file'
import styles from './ExportScreen.module.css'

const VARIANTS: readonly { value: ModelVariant; label: string }[] = [
  { value: 'whole', label: 'Whole' },
  { value: 'compact', label: 'Compact' },
  { value: 'withoutWords', label: 'Without its vocabulary' },
]

const DESCRIPTIONS: Readonly<Record<ModelVariant, string>> = {
  whole: 'Answers on its own, as the model here does.',
  compact:
    'Less than a third of the size: 8 bits a weight, and of the vocabulary only the words near the skill. Some answers differ.',
  withoutWords: 'Needs the vocabulary of the pretrained model beside it.',
}

/** The trained model as one file, checked before it is handed over. */
export function ModelPanel() {
  const project = useProject()
  const runs = useTrainingStore((state) => state.runs)
  const models = runs.filter((run) => run.hasModel)
  const [chosen, setChosen] = useState<string | null>(null)
  const [variant, setVariant] = useState<ModelVariant>('whole')
  const [outcome, setOutcome] = useState<ExportedModel | 'working' | null>(null)
  const run = models.find(({ id }) => id === chosen) ?? models.at(-1)
  if (!run) {
    return (
      <Panel title="The model">
        <div className={styles.row}>
          <p className={styles.text}>There is none yet: train the skill first.</p>
          <LinkButton href={screenHref(project.id, 'train')} size="small" icon="bolt">
            Train
          </LinkButton>
        </div>
      </Panel>
    )
  }
  const name = `${fileNameOf(project.name)}-run-${run.number}`
  const save = async () => {
    setOutcome('working')
    const result = await exportModel(run, { variant, skill: project })
    setOutcome(result)
    if (result.kind === 'exported') saveBytes(`${name}${result.extension}`, result.bytes)
  }
  return (
    <Panel title="The model">
      <div className={styles.stack}>
        <div className={styles.row}>
          <Select
            label="Run"
            isLabelHidden
            size="small"
            value={run.id}
            onChange={(id) => {
              setChosen(id)
              setOutcome(null)
            }}
            options={models
              .toReversed()
              .map((one) => ({ value: one.id, label: `Run ${one.number}` }))}
          />
          <Button
            kind="primary"
            icon="download"
            isDisabled={outcome === 'working'}
            onPress={() => void save()}
          >
            {outcome === 'working' ? 'Packing and checking…' : 'Download the model'}
          </Button>
        </div>
        <p className={styles.text}>{describeAnsweringModel(run)}</p>
        <div className={styles.row}>
          <Select
            label="Size"
            size="small"
            value={variant}
            onChange={(next) => {
              setVariant(next)
              setOutcome(null)
            }}
            options={VARIANTS}
          />
          <p className={styles.text}>{DESCRIPTIONS[variant]}</p>
        </div>
        {outcome && outcome !== 'working' && outcome.kind === 'failed' && (
          <Callout tone="bad" title={outcome.message}>
            {outcome.remedy}
          </Callout>
        )}
        {outcome && outcome !== 'working' && outcome.kind === 'exported' && (
          <Callout
            tone={outcome.agreeing === outcome.asked ? 'good' : 'warn'}
            title={`${name}${outcome.extension}, ${formatBytes(outcome.bytes.length)}`}
          >
            Read back and asked {outcome.asked} utterances: it understood {outcome.agreeing} of them
            as the model here does.
          </Callout>
        )}
        <p className={styles.text}>Use it from a command line, beside this app’s source:</p>
        <pre className={styles.code}>
          <code>{`echo "what people say" | npm run --silent skillet -- predict --model ${name}.skillet`}</code>
        </pre>
      </div>
    </Panel>
  )
}
