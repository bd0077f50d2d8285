import { useMemo, useState } from 'react'
import type { Skill } from '@/runtime/public-types'
import { SLOT_COLORS } from '@/store/slot-colors'
import { closeModelFile, useVisitingModel } from '@/store/visiting-model'
import { Callout } from '@/ui/Callout'
import { IntentShares } from '@/ui/charts/IntentShares'
import { countOf, formatPercent } from '@/ui/charts/numbers'
import { Dialog } from '@/ui/Dialog'
import { MarkedText } from '@/ui/MarkedText'
import { TextField } from '@/ui/TextField'
import styles from './ModelDialog.module.css'

/** A model file that was dropped on the app: what it is, and what it makes of what is typed. */
export function ModelDialog() {
  const model = useVisitingModel((state) => state.model)
  if (model.kind === 'none') return null
  const title = model.kind === 'open' ? `Try ${model.skill.name || model.file}` : model.file
  return (
    <Dialog title={title} isOpen onClose={closeModelFile}>
      {model.kind === 'opening' && <p>Opening the model…</p>}
      {model.kind === 'failed' && (
        <Callout tone="bad" title={model.reason}>
          {model.remedy}
        </Callout>
      )}
      {model.kind === 'open' && <Trial key={model.file} file={model.file} skill={model.skill} />}
    </Dialog>
  )
}

function Trial({ file, skill }: { file: string; skill: Skill }) {
  const [text, setText] = useState('')
  const answer = useMemo(() => skill.understand(text), [skill, text])
  const check = useMemo(() => skill.selfCheck(), [skill])
  const slots = [
    ...new Set(skill.intents.flatMap((one) => one.slots ?? []).map(({ name }) => name)),
  ]
  const colorOf = (slot: string) => Math.max(0, slots.indexOf(slot)) % SLOT_COLORS
  return (
    <div className={styles.trial}>
      <p className={styles.quiet}>
        {file}: {countOf(skill.intents.length, 'intent')}, {describeCard(skill)} It is not added to
        your skills.
      </p>
      {check.differing.length > 0 && (
        <Callout
          tone="warn"
          title={`${check.differing.length} of its ${check.asked} golden utterances are answered otherwise here`}
        >
          It may have been made by another version of Skillet.
        </Callout>
      )}
      <TextField
        label="What a person might say"
        value={text}
        autoFocus
        autoComplete="off"
        onChange={setText}
      />
      {answer.alternatives.length > 0 && (
        <>
          <p aria-live="polite" className={styles.verdict}>
            <span className={styles.quiet}>
              {answer.intent
                ? 'Understood as'
                : `Not understood (its threshold is ${formatPercent(skill.threshold, 0)}); nearest:`}
            </span>{' '}
            <span className="visually-hidden">
              {answer.intent?.name ?? answer.alternatives[0]?.name}
            </span>
          </p>
          <p className={styles.text}>
            <MarkedText
              text={text}
              size="large"
              marks={answer.slots.map(({ start, end, slot, value, raw }) => ({
                ...{ start, end, color: colorOf(slot) },
                name: value === raw ? slot : `${slot} = ${value}`,
              }))}
            />
          </p>
          <IntentShares
            intents={answer.alternatives.map(({ name, confidence }) => ({
              intent: name,
              probability: confidence,
            }))}
          />
        </>
      )}
    </div>
  )
}

function describeCard({ card }: Skill): string {
  if (!card) return 'made by an older version of Skillet.'
  const learned = `learned from ${countOf(card.learned, 'utterance')} on ${card.createdAt}`
  if (!card.scores) return `${learned}.`
  const { value } = card.scores.frameAccuracy
  return `${learned}; ${formatPercent(value)} of ${card.tested} others understood whole.`
}
