import { useMemo, useState } from 'react'
import type { Prediction } from '@/evaluation/prediction'
import { utterancesSaying } from '@/project/corrections'
import { type Span, slotNames } from '@/project/project'
import { useProject } from '@/store/project-store'
import { addReading } from '@/store/run-actions'
import { slotColors } from '@/store/slot-colors'
import { undoOffer } from '@/store/undo-offer'
import { Button } from '@/ui/Button'
import { Panel } from '@/ui/Panel'
import { Select } from '@/ui/Select'
import { showToast } from '@/ui/toasts'
import styles from './CorrectionPanel.module.css'
import { InTheSkill } from './InTheSkill'

/** Puts the answer right and adds it to the skill; what the skill holds already is shown, not changed. */
export function CorrectionPanel({ prediction }: { prediction: Prediction }) {
  const project = useProject()
  const colors = slotColors(project)
  const { text } = prediction
  const [intent, setIntent] = useState(prediction.intents[0]?.intent ?? '')
  const [spans, setSpans] = useState<readonly Span[]>(
    prediction.spans.map(({ start, end, slot }) => ({ start, end, slot })),
  )
  const [slot, setSlot] = useState(
    prediction.spans[0]?.slot ??
      project.intents.find(({ name }) => name === prediction.intents[0]?.intent)?.slots[0]?.name ??
      slotNames(project)[0] ??
      '',
  )
  const names = slotNames(project)
  const present = useMemo(() => utterancesSaying(project, text), [project, text])
  const lead = text.length - text.trimStart().length
  const reading = {
    text: text.trim(),
    intent,
    spans: spans.map(({ start, end, slot: name }) => ({
      start: start - lead,
      end: end - lead,
      slot: name,
    })),
  }
  const { tokens } = prediction
  const spanAt = (start: number) => spans.find((span) => span.start <= start && span.end > start)

  /** A click labels a word, joins it to a neighbour of the same slot, or takes its label away. */
  const toggle = (token: { start: number; end: number }) => {
    const present = spanAt(token.start)
    if (present) {
      setSpans(spans.filter((span) => span !== present))
      return
    }
    if (slot === '') return
    const isTouching = (span: Span) =>
      span.slot === slot &&
      (text.slice(span.end, token.start).trim() === '' ||
        text.slice(token.end, span.start).trim() === '') &&
      (span.end <= token.start
        ? token.start - span.end <= 1
        : span.start - token.end <= 1 && span.start >= token.end)
    const joined = spans.filter(isTouching)
    const start = Math.min(token.start, ...joined.map((span) => span.start))
    const end = Math.max(token.end, ...joined.map((span) => span.end))
    const rest = spans.filter((span) => !joined.includes(span))
    setSpans([...rest, { start, end, slot }].sort((a, b) => a.start - b.start))
  }

  return (
    <Panel title="Put it right">
      <div className={styles.body}>
        <div className={styles.choices}>
          <Select
            label="Intent"
            size="small"
            value={intent}
            onChange={setIntent}
            options={project.intents.map(({ name }) => ({ value: name, label: name }))}
          />
          {names.length > 0 && (
            <Select
              label="Label words as"
              size="small"
              value={slot}
              onChange={setSlot}
              options={names.map((name) => ({ value: name, label: name }))}
            />
          )}
        </div>
        <fieldset className={styles.words}>
          <legend className="visually-hidden">
            Words; press one to label it or take its label away
          </legend>
          <div dir="auto" className={styles.tokens}>
            {tokens.map((token) => {
              const span = spanAt(token.start)
              return (
                <button
                  key={token.start}
                  type="button"
                  className={styles.token}
                  aria-pressed={span !== undefined}
                  data-slot-color={span ? (colors.get(span.slot) ?? 0) : undefined}
                  title={span?.slot}
                  onClick={() => toggle(token)}
                >
                  {text.slice(token.start, token.end)}
                  {span?.start === token.start && <small>{span.slot}</small>}
                </button>
              )
            })}
          </div>
        </fieldset>
        {present.map((utterance) => (
          <InTheSkill key={utterance.id} utterance={utterance} reading={reading} />
        ))}
        {present.length === 0 && (
          <div>
            <Button
              icon="add"
              isDisabled={intent === ''}
              onPress={() => {
                if (!addReading(reading)) return
                showToast(`Added to ${intent}. Train again to learn it.`, {
                  tone: 'good',
                  action: undoOffer({ say: showToast }),
                })
              }}
            >
              Add to the skill
            </Button>
          </div>
        )}
      </div>
    </Panel>
  )
}
