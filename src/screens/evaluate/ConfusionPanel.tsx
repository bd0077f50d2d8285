import { useState } from 'react'
import { coverageOf } from '@/evaluation/coverage'
import type { ConfusionCell, ConfusionMatrix } from '@/evaluation/intent-scores'
import { screenHref } from '@/store/route'
import type { RunRecord } from '@/store/run-record'
import { countOf, formatCertainty } from '@/ui/charts/numbers'
import { LinkButton } from '@/ui/LinkButton'
import { Panel } from '@/ui/Panel'
import { Segments } from '@/ui/Segments'
import styles from './ConfusionPanel.module.css'

/** So many fit on a page at once. */
const FEW_INTENTS = 12

/** Which intent was taken for which; every cell opens the utterances behind it. */
export function ConfusionPanel({ run }: { run: RunRecord }) {
  const { confusion, judged } = run.report
  const [chosen, setChosen] = useState<{ gold: string; predicted: string } | null>(null)
  const mixedUp = mixedUpIntents(confusion)
  const { untested } = coverageOf(run.report).intents
  const [isWhole, setIsWhole] = useState(
    confusion.intents.length <= FEW_INTENTS || mixedUp.length === 0,
  )
  const intents = isWhole ? confusion.intents : mixedUp
  const find = (gold: string, predicted: string): ConfusionCell | undefined =>
    confusion.cells.find((cell) => cell.gold === gold && cell.predicted === predicted)
  const open = chosen && find(chosen.gold, chosen.predicted)
  const rowTotal = (gold: string) =>
    confusion.cells
      .filter((cell) => cell.gold === gold)
      .reduce((sum, cell) => sum + cell.utteranceIds.length, 0)
  const texts = new Map(judged.map((one) => [one.utteranceId, one]))
  return (
    <div className={styles.panels}>
      <Panel
        title="Confusion matrix"
        actions={
          mixedUp.length > 0 &&
          mixedUp.length < confusion.intents.length && (
            <Segments<'mixed' | 'all'>
              label="Which intents"
              value={isWhole ? 'all' : 'mixed'}
              onChange={(value) => setIsWhole(value === 'all')}
              segments={[
                { value: 'mixed', label: `Mixed up ${mixedUp.length}` },
                { value: 'all', label: `All ${confusion.intents.length}` },
              ]}
            />
          )
        }
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
        <section className={styles.scroll} aria-label="Confusion matrix" tabIndex={0}>
          <table className={styles.matrix}>
            <caption className="visually-hidden">
              Rows are the right intents, columns what was said instead.
            </caption>
            <thead>
              <tr>
                <th scope="col" className={styles.corner}>
                  <span>right ↓ said →</span>
                </th>
                {intents.map((intent) => (
                  <th key={intent} scope="col" className={styles.column}>
                    <span title={intent}>{intent}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {intents.map((gold) => (
                <tr key={gold}>
                  <th scope="row" className={styles.rowName} title={gold}>
                    {gold}
                    {rowTotal(gold) === 0 && <small> (not tested)</small>}
                  </th>
                  {intents.map((predicted) => {
                    const count = find(gold, predicted)?.utteranceIds.length ?? 0
                    const isOpen = chosen?.gold === gold && chosen.predicted === predicted
                    return (
                      <td key={predicted} className={styles.cell}>
                        {count > 0 && (
                          <button
                            type="button"
                            className={styles.count}
                            data-right={gold === predicted}
                            aria-pressed={isOpen}
                            aria-label={`${gold} taken for ${predicted}: ${count}`}
                            style={
                              {
                                '--share': count / Math.max(1, rowTotal(gold)),
                              } as React.CSSProperties
                            }
                            onClick={() => setChosen({ gold, predicted })}
                          >
                            {count}
                          </button>
                        )}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {untested.length > 0 && (
          <p className={styles.quiet}>
            Not tested, so the matrix says nothing of {countOf(untested.length, 'intent')}:{' '}
            {untested.map(({ name }) => name).join(', ')}.
          </p>
        )}
      </Panel>
      {open && (
        <Panel
          title={
            open.gold === open.predicted
              ? `${open.gold}, rightly`
              : `${open.gold} taken for ${open.predicted}`
          }
          actions={
            <LinkButton
              size="small"
              icon="edit"
              href={screenHref(run.projectId, 'annotate', {
                ids: open.utteranceIds.slice(0, 50).join(','),
                because: `${open.gold} taken for ${open.predicted}`,
              })}
            >
              Annotate {countOf(open.utteranceIds.length, 'utterance')}
            </LinkButton>
          }
        >
          <ul className={styles.texts}>
            {open.utteranceIds.map((id) => {
              const one = texts.get(id)
              return (
                <li key={id}>
                  <span>{one?.text}</span>
                  <span className={styles.quiet}>
                    {formatCertainty(one?.prediction.intents[0]?.probability ?? 0)} sure of{' '}
                    {open.predicted}
                  </span>
                </li>
              )
            })}
          </ul>
        </Panel>
      )}
    </div>
  )
}

/** The intents that were taken for another one or stand for another one, in the order of the matrix. */
function mixedUpIntents({ intents, cells }: ConfusionMatrix): string[] {
  const wrong = cells.filter(({ gold, predicted }) => gold !== predicted)
  const involved = new Set(wrong.flatMap(({ gold, predicted }) => [gold, predicted]))
  return intents.filter((intent) => involved.has(intent))
}
