import { lazy, Suspense, useEffect, useState } from 'react'
import { createSkill } from '@/store/project-library'
import { useProjectStore } from '@/store/project-store'
import { goTo, screenHref } from '@/store/route'
import { Button } from '@/ui/Button'
import { FileDrop } from '@/ui/FileDrop'
import { DamagedCard } from './DamagedCard'
import { openOutcome, startImport, useImportSession } from './import-session'
import { NameDialog } from './NameDialog'
import { Samples } from './Samples'
import { SkillCard } from './SkillCard'
import styles from './SkillsScreen.module.css'
import { StoragePanel } from './StoragePanel'
import { Welcome } from './Welcome'

type Open = { kind: 'none' | 'new' } | { kind: 'paste'; text: string }

const CLOSED: Open = { kind: 'none' }

// They bring all formats along: what nobody sees on the first look is loaded on the second.
const PasteDialog = lazy(async () => ({ default: (await import('./PasteDialog')).PasteDialog }))
const ImportReportDialog = lazy(async () => ({
  default: (await import('./ImportReportDialog')).ImportReportDialog,
}))

/** Where everything begins: the skills of this browser, and the ways to get another one. */
export function SkillsScreen() {
  const skills = useProjectStore((state) => state.skills)
  const damaged = useProjectStore((state) => state.damagedSkills)
  const report = useImportSession((state) => state.report)
  const [open, setOpen] = useState<Open>(CLOSED)
  useEffect(() => listenForPaste((text) => setOpen({ kind: 'paste', text })), [])

  if (!skills) return null
  const isFirstVisit = skills.length + damaged.length === 0
  return (
    <div className={styles.screen}>
      {isFirstVisit ? (
        <Welcome />
      ) : (
        <header className={styles.header}>
          <h1 className={styles.title}>Your skills</h1>
          <Button kind="primary" icon="add" onPress={() => setOpen({ kind: 'new' })}>
            New skill
          </Button>
        </header>
      )}
      {!isFirstVisit && (
        <ul className={styles.grid} aria-label="Your skills">
          {skills.map((skill) => (
            <SkillCard key={skill.id} skill={skill} />
          ))}
          {damaged.map((skill) => (
            <DamagedCard key={skill.id} skill={skill} />
          ))}
        </ul>
      )}

      <Samples onChosen={(reading) => void openOutcome(reading)} />

      <section className={styles.section} aria-labelledby="bring-title">
        <h2 id="bring-title" className={styles.heading}>
          {isFirstVisit ? 'Or bring your own' : 'Bring in a skill'}
        </h2>
        <FileDrop
          buttonLabel="Choose files…"
          folderLabel="Choose a folder…"
          onFiles={(files) => void startImport(files)}
        >
          <strong className={styles.strong}>Drop files, a folder or a zip anywhere here.</strong>
          <p>
            Alexa interaction models, Rasa, Dialogflow, LUIS and CLU, Snips, wit.ai, Jovo, NLP.js,
            CSV, JSON lines, CoNLL or plain lines. The format is recognised by itself. A model
            (.skillet) opens to be tried.
          </p>
        </FileDrop>
        <div className={styles.actions}>
          <Button
            icon="note"
            data-command="skills.paste"
            onPress={() => setOpen({ kind: 'paste', text: '' })}
          >
            Paste text…
          </Button>
          <Button icon="add" data-command="skills.new" onPress={() => setOpen({ kind: 'new' })}>
            Start an empty skill…
          </Button>
        </div>
      </section>

      {!isFirstVisit && <StoragePanel />}

      <NameDialog
        title="New skill"
        label="Name"
        confirmLabel="Create skill"
        initial=""
        others={skills.map(({ name }) => name)}
        isOpen={open.kind === 'new'}
        onClose={() => setOpen(CLOSED)}
        onConfirm={(name) => void createSkill(name).then((id) => goTo(screenHref(id, 'annotate')))}
      />
      <Suspense>
        {open.kind === 'paste' && (
          <PasteDialog
            initial={open.text}
            onClose={() => setOpen(CLOSED)}
            onPasted={(text) => void startImport([{ name: 'Pasted text', content: text }])}
          />
        )}
        {report && <ImportReportDialog report={report} />}
      </Suspense>
    </div>
  )
}

/** Pasting anywhere on the page brings in files at once, and text after a look; returns how to stop. */
function listenForPaste(onText: (text: string) => void): () => void {
  const onPaste = (event: ClipboardEvent) => {
    const target = event.target instanceof Element ? event.target : null
    if (target?.closest('input, textarea, [role="dialog"]')) return
    const files = [...(event.clipboardData?.files ?? [])]
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (files.length > 0) void startImport(files)
    else if (text.trim() !== '') onText(text)
  }
  addEventListener('paste', onPaste)
  return () => removeEventListener('paste', onPaste)
}
