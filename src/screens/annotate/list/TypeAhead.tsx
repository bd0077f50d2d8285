import { Fragment, useEffect, useId, useRef, useState } from 'react'
import { foldName } from '@/project/name-check'
import { Icon } from '@/ui/Icon'
import { rankOptions } from './rank-options'
import styles from './TypeAhead.module.css'

/** Something to choose; `note` stands behind it, `color` is a slot colour, `group` a heading over the first of them. */
export type TypeAheadOption = {
  value: string
  note: string
  color?: number | undefined
  group?: string | null
}

type Entry =
  | { kind: 'option'; option: TypeAheadOption }
  | { kind: 'create'; name: string }
  | { kind: 'clear' }

/**
 * A list to type into, right where the hand is: Enter takes the best match, arrows choose another,
 * a name that nobody has can be made on the spot.
 */
export function TypeAhead({
  label,
  options,
  nameOf,
  createLabel,
  clearLabel,
  align,
  initial = 0,
  onChoose,
  onCancel,
}: {
  label: string
  options: readonly TypeAheadOption[]
  /** The name that is made of what was typed; empty for none. */
  nameOf: (typed: string) => string
  createLabel: (name: string) => string
  clearLabel: string | null
  align: 'start' | 'end'
  /** The option that Enter takes while nothing is typed; -1 for none. */
  initial?: number
  onChoose: (value: string | null) => void
  onCancel: () => void
}) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(initial)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = list.current?.parentElement
    // Before anything scrolls: a box that sticks out would shove the list sideways to be seen whole.
    if (box) keepInside(box)
    input.current?.focus({ preventScroll: true })
    box?.scrollIntoView({ block: 'nearest' })
  }, [])
  useEffect(() => {
    list.current?.querySelectorAll('[role=option]')[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const typed = query.trim()
  const matches = rankOptions(options, typed)
  const created = nameOf(typed)
  // What differs from an option in its spelling only is that option.
  const isKnown = options.some(
    ({ value }) => value === created || foldName(value) === foldName(created),
  )
  const entries: Entry[] = [
    ...matches.map((option): Entry => ({ kind: 'option', option })),
    ...(created !== '' && !isKnown ? [{ kind: 'create' as const, name: created }] : []),
    ...(clearLabel !== null && typed === '' ? [{ kind: 'clear' as const }] : []),
  ]
  const choose = (entry: Entry | undefined) => {
    if (!entry) return
    if (entry.kind === 'clear') onChoose(null)
    else onChoose(entry.kind === 'create' ? entry.name : entry.option.value)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches the focus leave
    <div
      className={`${styles.box} ${styles[align]}`}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onCancel()
      }}
    >
      <input
        ref={input}
        className={styles.input}
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={entries[active] ? `${id}-${active}` : undefined}
        placeholder={`${label}: type to find or make…`}
        value={query}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(event.target.value.trim() === '' ? initial : 0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive(Math.min(entries.length - 1, active + 1))
          else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1))
          else if (event.key === 'Tab' && !entries[active]) onCancel()
          else if (event.key === 'Enter' || event.key === 'Tab') choose(entries[active])
          else if (event.key === 'Escape') onCancel()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div ref={list} role="listbox" id={id} aria-label={label} className={styles.list}>
        {entries.map((entry, index) => (
          <Fragment key={entry.kind === 'option' ? entry.option.value : entry.kind}>
            {typed === '' && startsGroup(entries, index) && (
              <div role="presentation" className={styles.group}>
                {groupOf(entry)}
              </div>
            )}
            {/* biome-ignore lint/a11y: options are driven from the input of the combobox */}
            <div
              role="option"
              id={`${id}-${index}`}
              aria-selected={index === active}
              className={styles.option}
              data-active={index === active || undefined}
              onPointerMove={() => setActive(index)}
              onPointerDown={(event) => {
                event.preventDefault()
                choose(entry)
              }}
            >
              {entry.kind === 'option' ? (
                <>
                  {entry.option.color !== undefined && (
                    <span className={styles.swatch} data-slot-color={entry.option.color} />
                  )}
                  <span className={styles.name}>{entry.option.value}</span>
                  <span className={styles.note}>{entry.option.note}</span>
                </>
              ) : entry.kind === 'create' ? (
                <>
                  <Icon name="add" size={14} />
                  <span className={styles.name}>{createLabel(entry.name)}</span>
                </>
              ) : (
                <span className={styles.name}>{clearLabel}</span>
              )}
            </div>
          </Fragment>
        ))}
      </div>
    </div>
  )
}

function groupOf(entry: Entry | undefined): string | null {
  return entry?.kind === 'option' ? (entry.option.group ?? null) : null
}

function startsGroup(entries: readonly Entry[], index: number): boolean {
  const group = groupOf(entries[index])
  return group !== null && group !== groupOf(entries[index - 1])
}

/** Moves a box sideways into the list that it opens over, where it would stick out. */
function keepInside(box: HTMLElement): void {
  box.style.translate = ''
  const frame = (box.closest('[data-annotate-list]') ?? document.body).getBoundingClientRect()
  const own = box.getBoundingClientRect()
  const shift = Math.max(frame.left + 4 - own.left, Math.min(0, frame.right - 12 - own.right))
  if (shift !== 0) box.style.translate = `${Math.floor(shift)}px 0`
}
