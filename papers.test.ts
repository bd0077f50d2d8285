import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Every page that people read, but for what packages bring along. */
const PAPERS = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...['deploy/README.md', 'public/models/base/README.md', 'public/models/small/README.md'],
]

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
}

/** What is made by a command, so that a fresh checkout lacks it. */
const MADE = /^(dist|release|\.)/

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, what = '']) => what)
}

describe.each(PAPERS)('%s', (paper) => {
  const text = readFileSync(paper, 'utf8')

  it('links to pages and pictures that are there', () => {
    const links = found(text, /\]\(([^)\s]+)\)/g).filter((link) => !/^(https?:|#)/.test(link))
    const missing = links.filter((link) => {
      const path = normalize(join(dirname(paper), link.split('#')[0] ?? ''))
      return !existsSync(path)
    })
    expect(missing).toEqual([])
  })

  it('links to headings that are there', () => {
    const links = found(text, /\]\(([^)\s:]*\.md#[^)\s]+)\)/g)
    const missing = links.filter((link) => {
      const [path = '', anchor] = link.split('#')
      const page = readFileSync(normalize(join(dirname(paper), path)), 'utf8')
      const anchors = found(page, /^#+ (.+)$/gm).map((heading) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-'),
      )
      return !anchors.includes(anchor ?? '')
    })
    expect(missing).toEqual([])
  })

  it('names files of the repository that are there', () => {
    const paths = found(text, /`((?:src|bench|build|deploy|docs|e2e|public)\/[\w./-]+)`/g)
    expect(paths.filter((path) => !MADE.test(path) && !existsSync(path))).toEqual([])
  })

  it('names commands that are there', () => {
    const named = found(text, /\bnpm run ([a-z][\w:-]*\w)/g)
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
    const run = found(text, /\bnpx tsx ([\w./-]+)/g)
    expect(run.filter((path) => !existsSync(path))).toEqual([])
  })
})
