import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Locator, type Page } from '@playwright/test'

/** The list of skills, in the words of a visitor. */
export class SkillsPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    await this.page.goto('./#/skills')
    await this.page.getByRole('heading', { level: 1 }).waitFor()
  }

  /** Imports pasted text and opens the skill that comes out. */
  async importText(text: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Paste text…' }).click()
    await this.page.getByRole('textbox').fill(text)
    await this.page.getByRole('button', { name: 'Import' }).click()
    await this.page.getByRole('button', { name: 'Open skill' }).click()
    await this.page.getByRole('grid', { name: 'Utterances' }).waitFor()
  }

  /** Imports a file and leaves its report open. */
  async importFile(name: string, content: string): Promise<void> {
    await this.page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  }

  async createEmpty(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /Start an empty skill/ }).click()
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name)
    await this.page.keyboard.press('Enter')
  }

  card(name: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('link', { name }) })
  }
}

/** The Annotate screen, in the words of somebody who annotates. */
export class AnnotatePage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get list(): Locator {
    return this.page.getByRole('grid', { name: 'Utterances' })
  }

  row(text: string): Locator {
    return this.page.locator(`[data-utterance][aria-label*=${JSON.stringify(text)}]`)
  }

  /** The row that the keys work on. */
  get focusedRow(): Locator {
    return this.page
      .locator('[data-utterance]')
      .filter({ has: this.page.getByRole('group', { name: 'Label the selection' }) })
  }

  /** A word to point at; the words of a row come apart when the pointer is over it. */
  async word(row: Locator, word: string): Promise<Locator> {
    await row.hover()
    return row.locator('[data-token]').getByText(word, { exact: true })
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** What a row's labels say: pairs of words and slot. */
  async labelsOf(text: string): Promise<string> {
    return (await this.row(text).first().getAttribute('aria-label')) ?? ''
  }

  async waitUntilSaved(): Promise<void> {
    await expect(this.page.locator('[data-save]')).toHaveAttribute('data-save', 'saved')
  }
}

/** Fails on any violation of WCAG A or AA that axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // Without a second page, in which axe puts the results of frames together: ours has none.
    .setLegacyMode(true)
    .analyze()
  const found = violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`),
  }))
  expect(found).toEqual([])
}

/** Playwright's test with our pages; a bug on the page fails the test. */
export const test = base.extend<{ skills: SkillsPage; annotate: AnnotatePage }>({
  page: async ({ page }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await use(page)
    expect(errors).toEqual([])
  },
  skills: async ({ page }, use) => {
    const skills = new SkillsPage(page)
    await skills.open()
    await use(skills)
  },
  annotate: async ({ page }, use) => use(new AnnotatePage(page)),
})
