import { memo } from 'react'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { annotateCommand } from '@/screens/annotate/commands/annotate-commands'
import { setFilters } from '@/screens/annotate/view/filters'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { ariaKeysOf, hintOf } from '@/store/command'
import { TextField } from '@/ui/TextField'
import styles from './SearchField.module.css'

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
