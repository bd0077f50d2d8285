import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The words between tags, whatever the lines. */
function wordsIn(markup: string, tag: string): string {
  const [, inner = ''] = new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(markup) ?? []
  return inner.replace(/\s+/g, ' ').trim()
}

it('the page begins with the words that the welcome then says', () => {
  const page = readFileSync('index.html', 'utf8').split('<body>')[1] ?? ''
  const welcome = readFileSync('src/screens/skills/Welcome.tsx', 'utf8')
  for (const tag of ['h1', 'p']) {
    expect(wordsIn(page, tag)).not.toBe('')
    expect(wordsIn(page, tag)).toBe(wordsIn(welcome, tag))
  }
})
