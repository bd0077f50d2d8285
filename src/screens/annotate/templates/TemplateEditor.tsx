import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { renamePlaceholder, templateSlots } from '@/project/expansion-template'
import { checkBroughtNames, namesIn } from '@/project/name-check'
import type { Project, Template, Utterance } from '@/project/project'
import { boundedCount, isAsMade, MOST_OF_ONE, saveTemplate } from '@/project/template-edits'
import { BroughtNames } from '@/screens/annotate/naming/BroughtNames'
import { focusedUtterance, focusUtterance } from '@/screens/annotate/view/focus'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { useProject } from '@/store/project-store'
import { useSlotColors } from '@/store/slot-colors'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { MarkedText } from '@/ui/MarkedText'
import { Menu } from '@/ui/Menu'
import { Select } from '@/ui/Select'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import styles from './TemplateEditor.module.css'
import {
  closeTemplate,
  dropTemplate,
  keepTemplate,
  NEW_TEMPLATE,
  showUtterancesOf,
} from './templates-view'

const FIRST_COUNT = 8
const SHOWN_SAYINGS = 4

/** Writes or changes one template; what it makes shows while it is written. */
export function TemplateEditor({ template }: { template: Template | null }) {
  const project = useProject()
  const existing = useMemo(() => sayingsOf(project, template), [project, template])
  const [text, setText] = useState(template?.text ?? '')
  const [intent, setIntent] = useState(() => template?.intent ?? firstIntent(project))
  // Until somebody says otherwise, as many as before.
  const [written, setWritten] = useState<string | null>(null)
  const usual = template ? (template.count ?? (existing.made.length || 1)) : FIRST_COUNT
  const count = written === null ? usual : boundedCount(Number(written))
  const [seed, setSeed] = useState(1)
  const field = useRef<HTMLTextAreaElement>(null)
  const frame = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    frame.current?.scrollIntoView({ block: 'nearest' })
    if (!template) field.current?.focus()
  }, [template])

  const draft = useDeferredValue(text)
  const isChanged =
    !template ||
    draft !== template.text ||
    intent !== template.intent ||
    seed !== 1 ||
    count !== usual
  const id = template?.id ?? NEW_TEMPLATE
  const sayings = useMemo(() => {
    if (!isChanged) return existing.made
    const next = { id, intent, text: draft }
    return sayingsOf(saveTemplate(project, next, { count, seed }), {
      ...next,
      text: draft.replace(/\s+/gu, ' ').trim(),
    }).made
  }, [isChanged, existing, project, id, intent, draft, count, seed])

  const problem = problemOf(project, { id, intent, text })
  const canSave = text.trim() !== '' && intent !== '' && problem === null && isChanged
  const save = () => {
    if (canSave)
      keepTemplate({ id: template?.id ?? crypto.randomUUID(), intent, text }, { count, seed })
  }
  const slots = project.intents.find(({ name }) => name === intent)?.slots ?? []
  const unknown = templateSlots(text).filter((slot) => !slots.some(({ name }) => name === slot))
  return (
    <fieldset
      ref={frame}
      className={styles.editor}
      data-open={template ? 'row' : 'new'}
      aria-label={template ? `Template ${template.text}` : 'New template'}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          closeTemplate()
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
      }}
    >
      <div className={styles.pattern}>
        <TextArea
          ref={field}
          label="Pattern"
          rows={2}
          spellCheck={false}
          placeholder="play some {genre} in the {room}"
          value={text}
          onChange={setText}
        />
        <SlotButtons
          names={slots.map(({ name }) => name)}
          onPress={(slot) => {
            const { next, caret } = insertSlot(text, slot, field.current?.selectionStart)
            setText(next)
            requestAnimationFrame(() => {
              field.current?.focus()
              field.current?.setSelectionRange(caret, caret)
            })
          }}
        />
        {problem && (
          <p className={styles.note} data-tone="bad" role="alert">
            {problem}
          </p>
        )}
        <BroughtNames
          names={checkBroughtNames({ intent: [], slot: unknown }, namesIn(project))}
          onTake={({ typed, problem }) => setText(renamePlaceholder(text, typed, problem.name))}
        />
        {unknown.length > 0 && (
          <p className={styles.note}>
            {unknown.map((slot) => `{${slot}}`).join(', ')} {unknown.length === 1 ? 'is' : 'are'}{' '}
            new to {intent || 'this intent'} and will be added to its slots. List values under Slot
            types.
          </p>
        )}
      </div>
      <Sayings
        title={isChanged ? 'It will make' : 'It makes'}
        sayings={sayings}
        total={sayings.length}
        canJump={!isChanged}
        onOtherValues={() => setSeed(seed + 1)}
        hasPlaceholders={templateSlots(text).length > 0}
      />
      {existing.edited.length > 0 && (
        <Sayings title="Edited by hand, stays" sayings={existing.edited} canJump />
      )}
      <div className={styles.pair}>
        <Select
          label="Intent"
          value={intent}
          onChange={setIntent}
          options={project.intents.map(({ name }) => ({ value: name, label: name }))}
        />
        <TextField
          label="Utterances"
          type="number"
          min={1}
          max={MOST_OF_ONE}
          value={written ?? String(usual)}
          onChange={setWritten}
        />
      </div>
      <div className={styles.actions}>
        <Button size="small" kind="primary" keys="Ctrl+⏎" isDisabled={!canSave} onPress={save}>
          {template ? 'Save' : 'Add'}
        </Button>
        {template && !isChanged && existing.made.length + existing.edited.length > 0 ? (
          <Button size="small" onPress={() => showUtterancesOf(template)}>
            {`Show ${existing.made.length + existing.edited.length}`}
          </Button>
        ) : (
          <Button size="small" kind="quiet" onPress={closeTemplate}>
            Cancel
          </Button>
        )}
        {template && (
          <span className={styles.end}>
            <Menu
              label="Delete"
              trigger={<IconButton label="Delete the template…" icon="trash" size="small" />}
              entries={[
                {
                  kind: 'action',
                  id: 'with',
                  label: `Delete with ${existing.made.length === 1 ? 'its utterance' : `its ${existing.made.length} utterances`}`,
                  icon: 'trash',
                  isDangerous: true,
                  run: () => dropTemplate(template, { withUtterances: true }),
                },
                {
                  kind: 'action',
                  id: 'without',
                  label: 'Delete, keep the utterances',
                  run: () => dropTemplate(template, { withUtterances: false }),
                },
              ]}
            />
          </span>
        )}
      </div>
    </fieldset>
  )
}

function SlotButtons({
  names,
  onPress,
}: {
  names: readonly string[]
  onPress: (slot: string) => void
}) {
  const colors = useSlotColors()
  if (names.length === 0) return null
  return (
    <div className={styles.slots}>
      {names.map((slot) => (
        <button
          key={slot}
          type="button"
          className={styles.slot}
          data-slot-color={colors.get(slot)}
          aria-label={`Insert {${slot}}`}
          onClick={() => onPress(slot)}
        >
          {slot}
        </button>
      ))}
    </div>
  )
}

function Sayings({
  title,
  sayings,
  total,
  canJump,
  hasPlaceholders = false,
  onOtherValues,
}: {
  title: string
  sayings: readonly Utterance[]
  total?: number
  canJump: boolean
  hasPlaceholders?: boolean
  onOtherValues?: () => void
}) {
  return (
    <div className={styles.sayings}>
      <div className={styles.sayingsHead}>
        <span className={styles.title}>
          {title}
          {total !== undefined && ` ${total} ${total === 1 ? 'utterance' : 'utterances'}`}
        </span>
        {onOtherValues && hasPlaceholders && (
          <IconButton label="Other values" icon="refresh" size="small" onPress={onOtherValues} />
        )}
      </div>
      {sayings.slice(0, SHOWN_SAYINGS).map((utterance) => (
        <Saying key={utterance.id} utterance={utterance} canJump={canJump} />
      ))}
      {sayings.length > SHOWN_SAYINGS && (
        <span className={styles.note}>and {sayings.length - SHOWN_SAYINGS} more</span>
      )}
    </div>
  )
}

function Saying({ utterance, canJump }: { utterance: Utterance; canJump: boolean }) {
  const colors = useSlotColors()
  const marked = (
    <MarkedText
      text={utterance.text}
      hasNames={false}
      marks={utterance.spans.map(({ start, end, slot }) => ({
        start,
        end,
        name: slot,
        color: colors.get(slot) ?? 0,
        note: slot,
      }))}
    />
  )
  return canJump ? (
    <button
      type="button"
      className={styles.saying}
      onClick={() => {
        useAnnotateView.setState({ drawer: 'none' })
        focusUtterance(utterance.id)
      }}
    >
      {marked}
    </button>
  ) : (
    <span className={styles.saying}>{marked}</span>
  )
}

/** What a template has made, and what became of it by hand. */
function sayingsOf(
  project: Project,
  template: Template | null,
): { made: Utterance[]; edited: Utterance[] } {
  const made: Utterance[] = []
  const edited: Utterance[] = []
  for (const utterance of template ? project.utterances : []) {
    if (utterance.templateId !== template?.id) continue
    if (isAsMade(utterance, template)) made.push(utterance)
    else edited.push(utterance)
  }
  return { made, edited }
}

function problemOf(project: Project, draft: Template): string | null {
  const tidy = draft.text.replace(/\s+/gu, ' ').trim()
  const twin = project.templates.some(
    ({ id, intent, text }) => id !== draft.id && intent === draft.intent && text === tidy,
  )
  if (twin) return 'This intent has the same template already.'
  return /\{[^{}]*$|^[^{}]*\}/u.test(tidy) ? 'A brace is open: write slots as {slot}.' : null
}

function firstIntent(project: Project): string {
  const wanted = useAnnotateView.getState().filters.intent ?? focusedUtterance()?.intent
  return project.intents.find(({ name }) => name === wanted)?.name ?? project.intents[0]?.name ?? ''
}

/** Puts a placeholder where the caret is, with white space around it. */
function insertSlot(
  text: string,
  slot: string,
  at: number = text.length,
): { next: string; caret: number } {
  const head = text.slice(0, at)
  const tail = text.slice(at)
  const before = head === '' || /\s$/u.test(head) ? head : `${head} `
  const after = tail === '' || /^[\s’'.,?!]/u.test(tail) ? tail : ` ${tail}`
  return { next: `${before}{${slot}}${after}`, caret: before.length + slot.length + 2 }
}
