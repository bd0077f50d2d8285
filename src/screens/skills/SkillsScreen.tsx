import { useRef, useState } from 'react'
import type { ImportOutcome, InputFile } from '@/formats/format'
import { describeProgress, type ImportProgress, importFiles } from '@/store/import-skill'
import { addSkill, createSkill } from '@/store/project-library'
import { useProjectStore } from '@/store/project-store'
import { goTo, screenHref } from '@/store/route'
import { Button } from '@/ui/Button'
import { FileDrop } from '@/ui/FileDrop'
import { ProgressBar } from '@/ui/ProgressBar'
import { ImportReportDialog } from './ImportReportDialog'
import { NameDialog } from './NameDialog'
import { PasteDialog } from './PasteDialog'
import { Samples } from './Samples'
import { SkillCard } from './SkillCard'
import styles from './SkillsScreen.module.css'
import { Welcome } from './Welcome'

type Open = 'none' | 'new' | 'paste'

/** Where everything begins: the skills of this browser, and the ways to get another one. */
export function SkillsScreen() {
  const skills = useProjectStore((state) => state.skills)
  const [open, setOpen] = useState<Open>('none')
  const [reading, setReading] = useState<ImportProgress | null>(null)
  const stop = useRef<AbortController | null>(null)
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const [importedId, setImportedId] = useState<string | null>(null)

  async function bringIn(promise: Promise<ImportOutcome>, options: { opens: boolean }) {
    setReading({ text: 'Reading…', share: null })
    const result = await promise
    const id = result.kind === 'imported' ? await addSkill(result.project) : null
    setReading(null)
    if (result.kind === 'failed' && result.reason === 'cancelled') return
    if (id !== null && options.opens) {
      goTo(screenHref(id, 'annotate'))
      return
    }
    setImportedId(id)
    setOutcome(result)
  }

  function readFiles(files: readonly (File | InputFile)[]): void {
    const controller = new AbortController()
    stop.current = controller
    const promise = importFiles(files, {
      signal: controller.signal,
      onProgress: (progress) => setReading(describeProgress(progress)),
    })
    void bringIn(promise, { opens: false })
  }

  if (!skills) return null
  const isFirstVisit = skills.length === 0
  return (
    <div className={styles.screen}>
      {isFirstVisit ? (
        <Welcome />
      ) : (
        <header className={styles.header}>
          <h1 className={styles.title}>Your skills</h1>
          <Button kind="primary" icon="add" onPress={() => setOpen('new')}>
            New skill
          </Button>
        </header>
      )}
      {!isFirstVisit && (
        <ul className={styles.grid} aria-label="Your skills">
          {skills.map((skill) => (
            <SkillCard key={skill.id} skill={skill} />
          ))}
        </ul>
      )}

      <Samples onChosen={(promise) => void bringIn(promise, { opens: true })} />

      <section className={styles.section} aria-labelledby="bring-title">
        <h2 id="bring-title" className={styles.heading}>
          {isFirstVisit ? 'Or bring your own' : 'Bring in a skill'}
        </h2>
        <FileDrop buttonLabel="Choose files…" onFiles={readFiles}>
          <strong className={styles.strong}>Drop a file, a folder’s files or a zip here.</strong>
          <p>
            Alexa interaction models, Rasa, Dialogflow, LUIS and CLU, Snips, wit.ai, CSV, JSON
            Lines, CoNLL or plain lines. The format is recognised by itself.
          </p>
        </FileDrop>
        <div className={styles.actions}>
          <Button icon="note" onPress={() => setOpen('paste')}>
            Paste text…
          </Button>
          <Button icon="add" onPress={() => setOpen('new')}>
            Start an empty skill…
          </Button>
        </div>
        {reading && (
          <div className={styles.reading}>
            <ProgressBar label={reading.text} value={reading.share} />
            <Button size="small" onPress={() => stop.current?.abort()}>
              Cancel
            </Button>
          </div>
        )}
      </section>

      <NameDialog
        title="New skill"
        label="Name"
        confirmLabel="Create skill"
        initial=""
        isOpen={open === 'new'}
        onClose={() => setOpen('none')}
        onConfirm={(name) => void createSkill(name).then((id) => goTo(screenHref(id, 'annotate')))}
      />
      <PasteDialog
        isOpen={open === 'paste'}
        onClose={() => setOpen('none')}
        onPasted={(text) => readFiles([{ name: 'Pasted text', content: text }])}
      />
      {outcome && (
        <ImportReportDialog
          outcome={outcome}
          projectId={importedId}
          onClose={() => setOutcome(null)}
        />
      )}
    </div>
  )
}
