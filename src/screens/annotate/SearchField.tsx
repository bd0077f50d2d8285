import { memo } from 'react'
import { ariaKeysOf, hintOf } from '@/store/command'
import { TextField } from '@/ui/TextField'
import styles from './AnnotateScreen.module.css'
import { focusList } from './annotate-actions'
import { annotateCommand } from './annotate-commands'
import { setFilters, useAnnotateView } from './annotate-view'

/** The search field above the list: all words must occur, in any order. */
export const SearchField = memo(function SearchField() {
  const text = useAnnotateView((state) => state.filters.text)
  return (
    <div className={styles.search} data-annotate-search>
      <TextField
        type="search"
        label="Search utterances"
        isLabelHidden
        aria-keyshortcuts={ariaKeysOf(annotateCommand('search'))}
        placeholder={`Search…   ${hintOf(annotateCommand('search')) ?? ''}`}
        value={text}
        onChange={(next) => setFilters({ text: next })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          if (event.key === 'Escape') setFilters({ text: '' })
          focusList()
        }}
      />
    </div>
  )
})
