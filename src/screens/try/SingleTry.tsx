import { useDeferredValue, useEffect, useId, useMemo, useState } from 'react'
import { createNeighbourIndex } from '@/evaluation/neighbours'
import { usePredictionStore } from '@/store/prediction-store'
import { useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { type RunRecord, thresholdOf } from '@/store/run-record'
import { Badge } from '@/ui/Badge'
import { formatPercent } from '@/ui/charts/numbers'
import { Panel } from '@/ui/Panel'
import { Answer } from './Answer'
import { CorrectionPanel } from './CorrectionPanel'
import { JsonPanel } from './JsonPanel'
import styles from './TryScreen.module.css'
import { useLatestPrediction } from './use-latest-prediction'

const HISTORY_LENGTH = 12

/** One text: what it means, why, and what to do when it is wrong. */
export function SingleTry({ run, other }: { run: RunRecord; other: RunRecord | null }) {
  const project = useProject()
  const id = useId()
  const [text, setText] = useState('')
  const [history, setHistory] = useState<readonly string[]>([])
  const isLoading = usePredictionStore((state) => state.models[run.id]?.kind === 'loading')
  const answer = useLatestPrediction(run.id, text)
  const otherAnswer = useLatestPrediction(other?.id ?? null, text)
  const index = useMemo(() => createNeighbourIndex(project.utterances), [project.utterances])
  const settled = useDeferredValue(text)
  const neighbours = useMemo(() => index.nearest(settled, { count: 4 }), [index, settled])

  useEffect(() => {
    const trimmed = text.trim()
    if (trimmed === '') return
    const timer = setTimeout(
      () =>
        setHistory((past) =>
          [trimmed, ...past.filter((one) => one !== trimmed && !trimmed.startsWith(one))].slice(
            0,
            HISTORY_LENGTH,
          ),
        ),
      1200,
    )
    return () => clearTimeout(timer)
  }, [text])

  return (
    <div className={styles.stack}>
      <div>
        <label htmlFor={id} className="visually-hidden">
          What a person might say
        </label>
        <input
          id={id}
          dir="auto"
          data-command="try.text"
          className={styles.input}
          value={text}
          placeholder="Say something to the skill…"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <div className={styles.under}>
          <span>
            {isLoading
              ? 'Getting the model ready…'
              : 'Answers come as you type; nothing leaves this device.'}
          </span>
          <span>{answer && text !== '' ? `${answer.elapsedMs.toFixed(1)} ms` : ''}</span>
        </div>
      </div>
      {answer && text.trim() !== '' ? (
        <>
          <div className={styles.answers}>
            <Answer run={run} prediction={answer.prediction} isNamed={other !== null} />
            {other && otherAnswer && (
              <Answer run={other} prediction={otherAnswer.prediction} isNamed />
            )}
          </div>
          <div className={styles.columns}>
            <CorrectionPanel key={answer.prediction.text} prediction={answer.prediction} />
            <Panel title="Nearest in the skill">
              {neighbours.length === 0 ? (
                <p className={styles.quiet}>No utterance shares a word with it.</p>
              ) : (
                <ul className={styles.neighbours}>
                  {neighbours.map((neighbour) => (
                    <li key={neighbour.utteranceId}>
                      <a
                        href={screenHref(project.id, 'annotate', {
                          utterance: neighbour.utteranceId,
                          ids: neighbour.utteranceId,
                          because: 'Nearest to what you tried',
                        })}
                      >
                        <bdi className={styles.clamped}>{neighbour.text}</bdi>
                      </a>
                      <span>
                        <Badge>{neighbour.intent ?? 'no intent'}</Badge>{' '}
                        <span className={styles.quiet}>
                          {formatPercent(neighbour.similarity, 0)}
                        </span>
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </Panel>
          </div>
          <JsonPanel prediction={answer.prediction} threshold={thresholdOf(run)} />
        </>
      ) : (
        <Suggestions
          texts={spreadOut(run.report.judged, 6).map((one) => one.text)}
          origin={originOf(run)}
          onPick={setText}
        />
      )}
      {history.length > 0 && (
        <Panel title="Tried before">
          <ul className={styles.history}>
            {history.map((past) => (
              <li key={past}>
                <button type="button" dir="auto" onClick={() => setText(past)}>
                  <span className={styles.clamped}>{past}</span>
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  )
}

/** Members at equal distances: reports are in the order of intents. */
function spreadOut<T>(members: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(members.length / count))
  return members.filter((_, index) => index % step === 0).slice(0, count)
}

/** Where the offered texts are from, and who has learned them. */
function originOf({ final, number, report }: RunRecord): string {
  if (report.method === 'crossValidation') return 'Utterances of the skill.'
  const kept = `They are in the skill, kept back for the test of run ${number}`
  return final
    ? `${kept}; the model that answers here has learned them since. Your own words say more.`
    : `${kept}, and the model has not learned from them.`
}

function Suggestions({
  texts,
  origin,
  onPick,
}: {
  texts: readonly string[]
  origin: string
  onPick: (text: string) => void
}) {
  if (texts.length === 0) return null
  return (
    <Panel title="Or begin with a test utterance of the skill">
      <p className={styles.quiet}>{origin}</p>
      <ul className={styles.history}>
        {texts.map((text) => (
          <li key={text}>
            <button type="button" dir="auto" onClick={() => onPick(text)}>
              <span className={styles.clamped}>{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
