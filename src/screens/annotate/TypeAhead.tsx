import { useEffect, useId, useRef, useState } from 'react'
import { Icon } from '@/ui/Icon'
import { rankOptions } from './rank-options'
import styles from './TypeAhead.module.css'

/** Something to choose; `note` stands behind it, `color` is a slot colour. */
export type TypeAheadOption = { value: string; note: string; color?: number | undefined }

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
  createLabel,
  clearLabel,
  align,
  onChoose,
  onCancel,
}: {
  label: string
  options: readonly TypeAheadOption[]
  createLabel: (name: string) => string
  clearLabel: string | null
  align: 'start' | 'end'
  onChoose: (value: string | null) => void
  onCancel: () => void
}) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    input.current?.focus({ preventScroll: true })
    list.current?.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [])
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const typed = query.trim()
  const matches = rankOptions(options, typed)
  const isKnown = options.some((option) => option.value === typed)
  const entries: Entry[] = [
    ...matches.map((option): Entry => ({ kind: 'option', option })),
    ...(typed !== '' && !isKnown ? [{ kind: 'create' as const, name: typed }] : []),
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
        aria-activedescendant={entries.length > 0 ? `${id}-${active}` : undefined}
        placeholder={`${label}: type to find or make…`}
        value={query}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive(Math.min(entries.length - 1, active + 1))
          else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1))
          else if (event.key === 'Enter' || event.key === 'Tab') choose(entries[active])
          else if (event.key === 'Escape') onCancel()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div ref={list} role="listbox" id={id} aria-label={label} className={styles.list}>
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y: options are driven from the input of the combobox
          <div
            key={entry.kind === 'option' ? entry.option.value : entry.kind}
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
        ))}
      </div>
    </div>
  )
}
