import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { hostFiles, LIBRARY_STYLES, metaPolicy, readPage, siteHeaders } from './site-headers'

it('is what npm run headers wrote for the hosts', () => {
  for (const [path, text] of Object.entries(hostFiles(readPage()))) {
    expect(readFileSync(path, 'utf8'), path).toBe(text)
  }
})

it('lets the page and its workers talk to their own origin alone', () => {
  const policy = siteHeaders({ html: readPage() })['Content-Security-Policy']
  expect(policy).toContain("default-src 'self';")
  expect(policy).toContain("connect-src 'self' data: blob:;")
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'.*'unsafe-eval|https?:|\*/)
  // A header that says less than the page's own policy would be none.
  expect(policy?.startsWith(metaPolicy(readPage()))).toBe(true)
})

it('allows the inline script of the page by its hash, and no other', () => {
  const policy = (html: string) => siteHeaders({ html })['Content-Security-Policy']
  expect(policy('<script>one()</script>')).not.toBe(policy('<script>two()</script>'))
  expect(policy(readPage())?.match(/script-src[^;]*sha256-/)).not.toBeNull()
})

it('allows exactly the styles that the component library puts into the page', () => {
  const folder = 'node_modules/react-aria/dist/private'
  const found = ['interactions/usePress.mjs', 'overlays/usePreventScroll.mjs'].map((file) => {
    const source = readFileSync(`${folder}/${file}`, 'utf8')
    const [, text = ''] = /style\.textContent = `([\s\S]*?)`/.exec(source) ?? []
    return text.trim().replace(/\$\{[^}]*\}/, 'data-react-aria-pressable')
  })
  expect(found).toEqual(LIBRARY_STYLES)
})
