import { memo } from 'react'
import { focusList } from './annotate-actions'
import { setFilters, useAnnotateView } from './annotate-view'
import styles from './SearchField.module.css'

/** The search field above the list: all words must occur, in any order. */
export const SearchField = memo(function SearchField() {
  const text = useAnnotateView((state) => state.filters.text)
  return (
    <div className={styles.search} data-annotate-search>
      <input
        type="search"
        className={styles.input}
        aria-label="Search utterances"
        aria-keyshortcuts="/"
        placeholder="Search…   /"
        value={text}
        onChange={(event) => setFilters({ text: event.target.value })}
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
