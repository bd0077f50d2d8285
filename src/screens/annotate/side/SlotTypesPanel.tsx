import { useDeferredValue, useState } from 'react'
import {
  addSlotType,
  addValues,
  deleteSlotType,
  linesToValues,
  setSlotType,
  updateSlotType,
} from '@/project/intent-edits'
import type { Project, SlotType } from '@/project/project'
import { coverageOf } from '@/project/statistics'
import { undoAction } from '@/screens/annotate/actions/undo-actions'
import { editProject, useProject } from '@/store/project-store'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Disclosure } from '@/ui/Disclosure'
import { EmptyState } from '@/ui/EmptyState'
import { Select } from '@/ui/Select'
import { Switch } from '@/ui/Switch'
import { TextArea } from '@/ui/TextArea'
import { showToast } from '@/ui/toasts'
import styles from './SlotTypesPanel.module.css'

/** The gazetteer: which type each slot has, and the values and synonyms of each type. */
export function SlotTypesPanel() {
  // A moment behind, so that labelling never waits for the counts.
  const project = useDeferredValue(useProject())
  const slots = new Map(
    project.intents.flatMap((intent) =>
      intent.slots.map((slot) => [slot.name, slot.type] as const),
    ),
  )
  if (slots.size === 0 && project.slotTypes.length === 0) {
    return (
      <EmptyState icon="layers" title="No slots yet">
        Label some words, and their slot and its values appear here.
      </EmptyState>
    )
  }
  const types = typeNames(project)
  return (
    <div className={styles.panel}>
      <section className={styles.section} aria-label="Types of slots">
        {[...slots].map(([slot, type]) => (
          <div key={slot} className={styles.slot}>
            <span className={styles.name}>{slot}</span>
            <Select
              label={`Type of ${slot}`}
              isLabelHidden
              size="small"
              value={type}
              onChange={(next) =>
                editProject(`Make ${slot} a ${next}`, (current) => setSlotType(current, slot, next))
              }
              options={[...new Set([type, ...types])].map((name) => ({ value: name, label: name }))}
            />
          </div>
        ))}
      </section>
      <section className={styles.section} aria-label="Values">
        {project.slotTypes.map((type) => (
          <Values key={type.name} project={project} type={type} />
        ))}
        {types
          .filter((name) => !project.slotTypes.some((type) => type.name === name))
          .map((name) => (
            <div key={name} className={styles.builtIn}>
              <span className={styles.name}>{name}</span>
              <Button
                size="small"
                kind="quiet"
                onPress={() =>
                  editProject(`List values of ${name}`, (current) => addSlotType(current, name))
                }
              >
                List values
              </Button>
            </div>
          ))}
      </section>
    </div>
  )
}

function Values({ project, type }: { project: Project; type: SlotType }) {
  const [pasted, setPasted] = useState('')
  const coverage = coverageOf(project, type)
  const unlisted = [...coverage.unlistedTexts].sort((a, b) => b[1] - a[1])
  const isUsed = project.intents.some((intent) =>
    intent.slots.some((slot) => slot.type === type.name),
  )
  const add = (text: string) =>
    editProject(`Add values to ${type.name}`, (current) =>
      addValues(current, type.name, linesToValues(text)),
    )
  return (
    <Disclosure
      summary={
        <span className={styles.summary}>
          <span className={styles.name}>{type.name}</span>
          <Badge>
            {type.values.length} {type.values.length === 1 ? 'value' : 'values'}
          </Badge>
          {unlisted.length > 0 && <Badge tone="warn">{unlisted.length} unlisted</Badge>}
        </span>
      }
    >
      <div className={styles.values}>
        {type.values.length > 0 && (
          <p className={styles.coverage}>
            {coverage.usedValues.size} of {type.values.length} values occur in the utterances.
          </p>
        )}
        <ul className={styles.list}>
          {type.values.map(({ value, synonyms }) => (
            <li key={value} className={styles.value} data-used={coverage.usedValues.has(value)}>
              <span>
                {value}
                {synonyms.length > 0 && (
                  <span className={styles.synonyms}> {synonyms.join(', ')}</span>
                )}
              </span>
              <button
                type="button"
                className={styles.remove}
                aria-label={`Remove ${value}`}
                onClick={() => {
                  editProject(`Remove “${value}” from ${type.name}`, (current) =>
                    updateSlotType(current, type.name, {
                      values: type.values.filter((other) => other.value !== value),
                    }),
                  )
                  tellGone(`“${value}” is no value of ${type.name} any more.`)
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        {unlisted.length > 0 && (
          <div className={styles.unlisted}>
            <p className={styles.coverage}>
              Labelled, but not listed:{' '}
              {unlisted
                .slice(0, 8)
                .map(([text]) => `“${text}”`)
                .join(', ')}
              {unlisted.length > 8 && ` and ${unlisted.length - 8} more`}
            </p>
            <Button size="small" onPress={() => add(unlisted.map(([text]) => text).join('\n'))}>
              {`List ${unlisted.length === 1 ? 'it' : `all ${unlisted.length}`}`}
            </Button>
          </div>
        )}
        <TextArea
          label="Add values, one on each line"
          description="Synonyms behind it, with commas: big apple, NYC"
          rows={2}
          value={pasted}
          onChange={setPasted}
        />
        <div className={styles.row}>
          <Button
            size="small"
            isDisabled={pasted.trim() === ''}
            onPress={() => {
              add(pasted)
              setPasted('')
            }}
          >
            Add values
          </Button>
          {!isUsed && (
            <Button
              size="small"
              kind="danger"
              onPress={() => {
                editProject(`Delete the type ${type.name}`, (current) =>
                  deleteSlotType(current, type.name),
                )
                tellGone(`The type ${type.name} was deleted.`)
              }}
            >
              Delete type
            </Button>
          )}
        </div>
        <Switch
          label="Takes other values too"
          isOn={type.isExtensible}
          onChange={(isExtensible) =>
            editProject(`${isExtensible ? 'Open' : 'Close'} ${type.name}`, (current) =>
              updateSlotType(current, type.name, { isExtensible }),
            )
          }
        />
      </div>
    </Disclosure>
  )
}

function tellGone(text: string): void {
  showToast(text, { action: undoAction() })
}

function typeNames(project: Project): string[] {
  return [
    ...new Set([
      ...project.slotTypes.map((type) => type.name),
      ...project.intents.flatMap((intent) => intent.slots.map((slot) => slot.type)),
    ]),
  ]
}
