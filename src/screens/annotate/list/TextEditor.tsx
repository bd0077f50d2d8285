import { useEffect, useRef, useState } from 'react'
import type { Utterance } from '@/project/project'
import { followSpans } from '@/project/text-edit'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { announce } from '@/screens/annotate/view/announce'
import { focusUtterance } from '@/screens/annotate/view/focus'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { rewriteUtterance } from '@/store/project-actions'
import styles from './TextEditor.module.css'

/** The text of an utterance to write in; says what becomes of its slots while one writes. */
export function TextEditor({ utterance }: { utterance: Utterance }) {
  const [text, setText] = useState(utterance.text)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(utterance.text.length, utterance.text.length)
  }, [utterance.text])
  const close = () => {
    useAnnotateView.setState({ mode: 'rest' })
    focusList()
  }
  const kept = followSpans(utterance.text, text, utterance.spans)
  const lost = utterance.spans.length - kept.length
  return (
    <div className={styles.editor}>
      <textarea
        dir="auto"
        ref={field}
        className={styles.field}
        aria-label="Text of the utterance"
        aria-describedby="text-editor-note"
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value.replace(/\n/g, ' '))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            rewriteUtterance(utterance.id, text)
            focusUtterance(utterance.id)
            announce('Text changed')
            close()
          } else if (event.key === 'Escape') {
            event.preventDefault()
            event.stopPropagation()
            close()
          }
        }}
        onBlur={() => {
          if (text !== utterance.text) rewriteUtterance(utterance.id, text)
          useAnnotateView.setState({ mode: 'rest' })
        }}
      />
      <p id="text-editor-note" className={styles.note}>
        {kept.length > 0 &&
          `${kept.map((span) => `${span.slot}: “${text.slice(span.start, span.end)}”`).join(' · ')}. `}
        {lost > 0 && `${lost === 1 ? 'One label goes' : `${lost} labels go`} with the words. `}
        Enter keeps the text, Esc leaves it as it was.
      </p>
    </div>
  )
}
