/** Marks what a search found in the rows that are drawn. */
import { useEffect } from 'react'
import { hitsIn, searchWordsOf } from '@/screens/annotate/view/search-words'
import styles from './TokenStrip.module.css'

/** The name that `TokenStrip.module.css` gives the marks their look by. */
const HIGHLIGHT = 'search-hit'

/**
 * Keeps the hits of a search marked while rows come and go. The browser draws the marks over the text (CSS
 * Custom Highlight API), so rows have no elements for them; browsers without it show none.
 */
export function useSearchMarks(search: string): void {
  useEffect(() => {
    const list = document.querySelector('[data-annotate-list]')
    const words = searchWordsOf(search)
    if (!list || words.length === 0 || !('highlights' in CSS)) return
    let frame = 0
    const mark = () => {
      frame = 0
      CSS.highlights.set(HIGHLIGHT, new Highlight(...rangesIn(list, words)))
    }
    const observer = new MutationObserver(() => {
      if (frame === 0) frame = requestAnimationFrame(mark)
    })
    observer.observe(list, { childList: true, characterData: true, subtree: true })
    mark()
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
      CSS.highlights.delete(HIGHLIGHT)
    }
  }, [search])
}

function rangesIn(list: Element, words: readonly string[]): Range[] {
  return [...list.querySelectorAll(`.${styles.strip}`)].flatMap((strip) => {
    const pieces = textPiecesOf(strip)
    const text = pieces.map(({ data }) => data).join('')
    const hits = hitsIn(text, words)
    let offset = 0
    return pieces.flatMap((piece) => {
      const from = offset
      offset += piece.length
      return hits
        .filter(({ start, end }) => start < offset && end > from)
        .map(({ start, end }) => {
          const range = new Range()
          range.setStart(piece, Math.max(0, start - from))
          range.setEnd(piece, Math.min(piece.length, end - from))
          return range
        })
    })
  })
}

/** What an utterance's own text is drawn with, without the names of its slots. */
function textPiecesOf(strip: Element): Text[] {
  const walker = document.createTreeWalker(strip, NodeFilter.SHOW_TEXT)
  const pieces: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text && !node.parentElement?.closest(`.${styles.slot}`)) pieces.push(node)
  }
  return pieces
}
