import { type KeyboardEvent, useMemo, useState } from 'react'
import type { Template } from '@/project/project'
import { type TemplateShare, templateShares } from '@/project/template-edits'
import { useProject } from '@/store/project-store'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Icon } from '@/ui/Icon'
import { IconButton } from '@/ui/IconButton'
import { TextField } from '@/ui/TextField'
import { TemplateEditor } from './TemplateEditor'
import styles from './TemplatesPanel.module.css'
import { TemplateText } from './TemplateText'
import {
  closeTemplate,
  dropTemplate,
  NEW_TEMPLATE,
  openTemplate,
  refillTemplates,
  startTemplate,
  stopOf,
  unfoldedAtFirst,
  useTemplatesView,
} from './templates-view'

const SHOWN_AT_FIRST = 60
const NONE: TemplateShare = { made: 0, edited: 0 }

/** The patterns of a skill by intent: what they make, and the place to write and change them. */
export function TemplatesPanel() {
  const project = useProject()
  const { query, openId, unfolded } = useTemplatesView()
  const shares = templateShares(project)
  const groups = useMemo(() => groupByIntent(project.templates, query), [project.templates, query])
  if (project.templates.length === 0 && openId !== NEW_TEMPLATE) {
    return (
      <EmptyState
        icon="layers"
        title="No templates yet"
        actions={
          <Button kind="primary" icon="add" onPress={startTemplate} data-templates>
            New template
          </Button>
        }
      >
        A template such as “play some {'{genre}'}” makes an utterance for each of many values.
      </EmptyState>
    )
  }
  const open = unfolded ?? new Set(unfoldedAtFirst(project.templates))
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <TextField
          label="Search templates"
          isLabelHidden
          data-templates
          type="search"
          placeholder="Search templates"
          value={query}
          onChange={(next) => useTemplatesView.setState({ query: next, openId: null })}
        />
        <IconButton label="Fill all placeholders anew" icon="refresh" onPress={refillTemplates} />
        <Button size="small" icon="add" onPress={startTemplate}>
          New
        </Button>
      </div>
      <p className={styles.summary}>{summarise(project.templates, shares)}</p>
      {openId === NEW_TEMPLATE && <TemplateEditor key={NEW_TEMPLATE} template={null} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are the controls; the arrow keys go between them */}
      <div onKeyDown={moveBetweenStops}>
        {[...groups].map(([intent, templates]) => (
          <Group
            key={intent}
            intent={intent}
            templates={templates}
            shares={shares}
            isOpen={query !== '' || open.has(intent)}
            onToggle={(isOpen) => {
              const next = new Set(open)
              if (isOpen) next.add(intent)
              else next.delete(intent)
              useTemplatesView.setState({ unfolded: next })
            }}
          />
        ))}
        {groups.size === 0 && query !== '' && (
          <p className={styles.none}>No template says “{query}”.</p>
        )}
      </div>
    </div>
  )
}

function Group({
  intent,
  templates,
  shares,
  isOpen,
  onToggle,
}: {
  intent: string
  templates: readonly Template[]
  shares: ReadonlyMap<string, TemplateShare>
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
}) {
  const [shown, setShown] = useState(SHOWN_AT_FIRST)
  const openId = useTemplatesView((state) => state.openId)
  const openIndex = templates.findIndex(({ id }) => id === openId)
  const visible = templates.slice(0, Math.max(shown, openIndex + 1))
  return (
    <section className={styles.group} aria-label={`Templates of ${intent}`}>
      <Stop
        name={`intent ${intent}`}
        className={styles.intent}
        isExpanded={isOpen}
        onPress={() => onToggle(!isOpen)}
        onKey={(key) => {
          if (key === 'ArrowRight' && !isOpen) onToggle(true)
          if (key === 'ArrowLeft' && isOpen) onToggle(false)
        }}
      >
        <Icon name="chevronRight" size={14} />
        <span className={styles.name}>{intent}</span>
        <span className={styles.count}>{templates.length}</span>
      </Stop>
      {isOpen && (
        <div className={styles.rows}>
          {visible.map((template) => (
            <Row
              key={template.id}
              template={template}
              share={shares.get(template.id) ?? NONE}
              isOpen={template.id === openId}
            />
          ))}
          {visible.length < templates.length && (
            <span className={styles.more}>
              <Button size="small" kind="quiet" onPress={() => setShown(shown + 200)}>
                {`Show ${Math.min(200, templates.length - visible.length)} more`}
              </Button>
            </span>
          )}
        </div>
      )}
    </section>
  )
}

function Row({
  template,
  share,
  isOpen,
}: {
  template: Template
  share: TemplateShare
  isOpen: boolean
}) {
  const all = share.made + share.edited
  return (
    <>
      <Stop
        name={stopOf(template.id)}
        className={styles.row}
        isExpanded={isOpen}
        onPress={() => (isOpen ? closeTemplate() : openTemplate(template))}
        onKey={(key) => {
          if (key === 'Delete') dropTemplate(template, { withUtterances: true })
        }}
      >
        <span className={styles.name}>
          <TemplateText text={template.text} />
        </span>
        <span className={styles.count}>
          {share.edited > 0 && `${share.edited} edited · `}
          {all}
          <span className="visually-hidden"> {all === 1 ? 'utterance' : 'utterances'}</span>
        </span>
      </Stop>
      {isOpen && <TemplateEditor template={template} />}
    </>
  )
}

/** A button that the arrow keys reach; Tab stops at one of them only. */
function Stop({
  name,
  className,
  isExpanded,
  onPress,
  onKey,
  children,
}: {
  name: string
  className: string | undefined
  isExpanded: boolean
  onPress: () => void
  onKey: (key: string) => void
  children: React.ReactNode
}) {
  const isStop = useTemplatesView((state) => state.stop === null || state.stop === name)
  return (
    <button
      type="button"
      className={className}
      data-template-stop={name}
      tabIndex={isStop ? 0 : -1}
      aria-expanded={isExpanded}
      onClick={onPress}
      onFocus={() => useTemplatesView.setState({ stop: name })}
      onKeyDown={(event) => onKey(event.key)}
    >
      {children}
    </button>
  )
}

function moveBetweenStops(event: KeyboardEvent<HTMLElement>): void {
  const here = event.target instanceof HTMLElement ? event.target : null
  if (!here?.dataset.templateStop) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-template-stop]')]
  const at = stops.indexOf(here)
  const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key]
  if (goal === undefined) return
  event.preventDefault()
  stops[Math.min(stops.length - 1, Math.max(0, goal))]?.focus()
}

function groupByIntent(
  templates: readonly Template[],
  query: string,
): ReadonlyMap<string, Template[]> {
  const wanted = query.trim().toLowerCase()
  const groups = new Map<string, Template[]>()
  for (const template of templates) {
    if (!`${template.intent} ${template.text}`.toLowerCase().includes(wanted)) continue
    const group = groups.get(template.intent)
    if (group) group.push(template)
    else groups.set(template.intent, [template])
  }
  return groups
}

function summarise(
  templates: readonly Template[],
  shares: ReadonlyMap<string, TemplateShare>,
): string {
  let made = 0
  let edited = 0
  for (const share of shares.values()) {
    made += share.made
    edited += share.edited
  }
  const count = templates.length
  return [
    `${count} ${count === 1 ? 'template makes' : 'templates make'} ${made.toLocaleString('en')} ${made === 1 ? 'utterance' : 'utterances'}`,
    edited > 0 ? ` · ${edited} edited by hand` : '',
  ].join('')
}
