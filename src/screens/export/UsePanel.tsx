import { useMemo, useState } from 'react'
import { describeAnsweringModel } from '@/store/answering-model'
import { fileNameOf } from '@/store/backup'
import { bestRun } from '@/store/best-run'
import { handedModule } from '@/store/handed-modules'
import { type ExportedModel, exportModel, type ModelVariant } from '@/store/prediction-store'
import { useProject } from '@/store/project-store'
import { pythonExample } from '@/store/python-example'
import { screenHref } from '@/store/route'
import { type RunRecord, thresholdOf } from '@/store/run-record'
import { useTrainingStore } from '@/store/training-store'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { formatBytes } from '@/ui/charts/numbers'
import { LinkButton } from '@/ui/LinkButton'
import { Panel } from '@/ui/Panel'
import { Select } from '@/ui/Select'
import { saveBytes } from '@/ui/save-file'
import styles from './ExportScreen.module.css'
import { exampleUtterances } from './example-utterances'
import { packUse } from './pack-use'
import { RunChoice } from './RunChoice'
import { SnippetBox } from './SnippetBox'
import { intentToUse, USES, type Use, type UseId } from './uses'

const VARIANTS: readonly { value: ModelVariant; label: string }[] = [
  { value: 'whole', label: 'Whole' },
  { value: 'compact', label: 'Compact' },
  { value: 'withoutWords', label: 'Without its vocabulary' },
]

const DESCRIPTIONS: Readonly<Record<ModelVariant, string>> = {
  whole: 'Answers on its own, as the model here does.',
  compact:
    'Less than a third of the size: some 6 bits a weight, and of the vocabulary only the words near the skill; others are read as the most similar of these. Some answers differ.',
  withoutWords:
    'Needs the vocabulary of the pretrained model beside it, so it comes alone; the code below is for models that bring theirs.',
}

/** What runs a model outside, fetched when it is asked for. */
const CODE: Readonly<Record<Use['runsBy'], () => Promise<string>>> = {
  runtime: () => handedModule('skillet-runtime.js'),
  server: () => handedModule('skillet-serve.mjs'),
  python: pythonExample,
}

/** Buttons of the ready page that say something. */
const EXAMPLES = 4

/** Takes the model elsewhere: where to, with which run, and the code for it. */
export function UsePanel() {
  const project = useProject()
  const runs = useTrainingStore((state) => state.runs)
  const models = runs.filter((run) => run.hasModel)
  const [chosen, setChosen] = useState<string | null>(null)
  const best = useMemo(() => bestRun(runs.filter((run) => run.hasModel)), [runs])
  const run = models.find(({ id }) => id === chosen) ?? best?.run
  if (!run || !best) {
    return (
      <Panel title="Use it">
        <div className={styles.row}>
          <p className={styles.text}>
            There is no model yet. Train the skill, and it answers in your web page, your server or
            Home Assistant.
          </p>
          <LinkButton href={screenHref(project.id, 'train')} size="small" icon="bolt">
            Train
          </LinkButton>
        </div>
      </Panel>
    )
  }
  return (
    <Panel title="Use it">
      <div className={styles.stack}>
        <RunChoice runs={models} best={best} chosen={run.id} onChoose={setChosen} />
        <Handover key={run.id} run={run} />
      </div>
    </Panel>
  )
}

type Outcome = ExportedModel | { kind: 'failed'; message: string; remedy: string }

function Handover({ run }: { run: RunRecord }) {
  const project = useProject()
  const [id, setId] = useState<UseId>('page')
  const [variant, setVariant] = useState<ModelVariant>('whole')
  const [outcome, setOutcome] = useState<(Outcome & { name: string }) | 'working' | null>(null)
  const examples = useMemo(
    () => exampleUtterances(project, run.report.judged, thresholdOf(run)),
    [project, run],
  )
  const [first] = examples
  const name = `${fileNameOf(project.name)}-run-${run.number}`
  const intents = project.intents.filter(({ kind }) => kind !== 'outOfScope')
  const intent = intentToUse(
    intents,
    first?.intent ?? null,
    first?.spans.map(({ slot }) => slot) ?? [],
  )
  const model = {
    name,
    utterance: first?.text ?? 'hello',
    intent,
    others: intents.flatMap((one) => (one.name === intent?.name ? [] : one.name)),
  }
  const use = USES.find((one) => one.id === id) ?? USES[0]
  const save = async (what: 'zip' | 'model') => {
    setOutcome('working')
    setOutcome(await handOver(what))
  }
  const handOver = async (what: 'zip' | 'model'): Promise<Outcome & { name: string }> => {
    const result = await exportModel(run, {
      variant,
      container: what === 'zip' && id === 'onnx' ? 'onnx' : 'skillet',
      skill: project,
    })
    if (result.kind === 'failed') return { ...result, name }
    if (what === 'model') {
      const file = `${name}.skillet`
      saveBytes(file, result.bytes)
      return { ...result, name: file }
    }
    try {
      const file = packUse(id, {
        model,
        bytes: result.bytes,
        code: use ? await CODE[use.runsBy]() : '',
        title: project.name,
        locale: project.locale,
        examples: examples.slice(0, EXAMPLES).map(({ text }) => text),
      })
      saveBytes(file.name, file.bytes)
      return { ...result, bytes: file.bytes, name: file.name }
    } catch (error) {
      return {
        kind: 'failed',
        name,
        message: `The code that runs the model could not be fetched: ${error instanceof Error ? error.message : error}.`,
        remedy: 'Check the connection and try again, or take the model alone.',
      }
    }
  }
  return (
    <>
      <fieldset className={styles.formats}>
        <legend className={styles.legend}>Where shall it answer?</legend>
        {USES.map((one) => (
          <label key={one.id} className={styles.format}>
            <input
              type="radio"
              name="use"
              className="visually-hidden"
              checked={one.id === id}
              onChange={() => {
                setId(one.id)
                setOutcome(null)
              }}
            />
            <strong>{one.label}</strong>
            <span>{one.about}</span>
          </label>
        ))}
      </fieldset>
      <div className={styles.handover}>
        <Button
          kind="primary"
          icon="download"
          data-command="export.model"
          // What comes in a zip runs as it is, so it has its words.
          isDisabled={outcome === 'working' || variant === 'withoutWords'}
          onPress={() => void save('zip')}
        >
          {outcome === 'working' ? 'Packing and checking…' : 'Download the zip'}
        </Button>
        <Button isDisabled={outcome === 'working'} onPress={() => void save('model')}>
          Model alone
        </Button>
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
          title={`${outcome.name}, ${formatBytes(outcome.bytes.length)}`}
        >
          Read back and asked {outcome.asked} utterances: it understood {outcome.agreeing} of them
          as the model here does.
        </Callout>
      )}
      {use?.snippets(model).map(({ title, code }) => (
        <SnippetBox key={title} title={title} code={code} />
      ))}
      {use?.note && <p className={styles.text}>{use.note}</p>}
      <p className={styles.text}>{describeAnsweringModel(run)}</p>
    </>
  )
}
