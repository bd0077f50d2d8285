/** The app in the words of somebody who improves a skill. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { Report } from '@/evaluation/report'
import type { WalkFile } from './rows'

type Screen = 'Annotate' | 'Train' | 'Evaluate'

export class WalkApp {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Imports files as one skill and opens it. */
  async importSkill(url: string, files: WalkFile[]): Promise<void> {
    await this.page.goto(`${url}#/skills`)
    await this.page.locator('input[type=file]').first().setInputFiles(files)
    await this.page.getByRole('button', { name: 'Open skill' }).click({ timeout: 120_000 })
    await this.page.getByRole('grid', { name: 'Utterances' }).waitFor()
  }

  async goTo(screen: Screen): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Screens of this skill' })
      .getByRole('link', { name: screen })
      .click()
    await this.page.getByRole('heading', { level: 1, name: screen }).waitFor()
  }

  /** Trains with what the app suggests and waits for the result of the run. */
  async train(number: number): Promise<{ start: string }> {
    await this.goTo('Train')
    const goOn = this.page.getByRole('switch', { name: /^Go on from run/ })
    const start = (await goOn.isVisible()) ? `run ${number - 1}` : 'the download'
    await this.page.getByRole('button', { name: 'Fine-tune' }).click()
    await this.page
      .getByRole('region', { name: new RegExp(`^Run ${number}`) })
      .waitFor({ timeout: 1_800_000 })
    return { start }
  }

  /** How long a run took, as the Train screen says. */
  async secondsOf(number: number): Promise<string> {
    await this.goTo('Train')
    const panel = this.page.getByRole('region', { name: new RegExp(`^Run ${number}`) })
    return /;\s*([^;]+?) at [\d.]+ steps/.exec((await panel.textContent()) ?? '')?.[1] ?? ''
  }

  /** Opens the comparison of the latest run with another. */
  async compareWith(run: string): Promise<void> {
    await this.goTo('Evaluate')
    await this.page.getByRole('tab', { name: 'Compare' }).click()
    await this.page.getByRole('button', { name: /The other run/ }).click()
    await this.page.getByRole('option', { name: run }).click()
  }

  /** The titles of the next steps, as the panel shows them. */
  async nextSteps(): Promise<string[]> {
    await this.goTo('Evaluate')
    const panel = this.page.getByRole('region', { name: 'Next steps' })
    await panel.waitFor()
    return panel.locator('li strong').allTextContents()
  }

  /** Adds the built-in out-of-scope examples. */
  async addOutOfScope(): Promise<void> {
    await this.goTo('Evaluate')
    await this.page.getByRole('tab', { name: 'Trust' }).click()
    await this.page.getByRole('button', { name: /^Add 30 out-of-scope/ }).click()
    await this.page.getByText(/^Added 30 out-of-scope/).waitFor()
    await this.page.getByRole('tab', { name: 'Overview' }).click()
  }

  /** Adds annotated utterances to the open skill from a file. */
  async addFile(file: WalkFile): Promise<void> {
    await this.goTo('Annotate')
    await this.page.keyboard.press('p')
    await this.page.getByRole('dialog', { name: 'Add utterances' }).waitFor()
    await this.page.getByLabel('Files with annotated utterances').setInputFiles(file)
    await this.page.getByText(/added with their labels/).waitFor({ timeout: 60_000 })
  }

  /** The whole report of a run, through the menu that saves it. */
  async report(): Promise<Report> {
    await this.goTo('Evaluate')
    await this.page.getByRole('button', { name: 'Take the numbers along' }).click()
    const download = this.page.waitForEvent('download')
    await this.page.getByRole('menuitem', { name: 'Whole report (JSON)' }).click()
    const path = await (await download).path()
    return (JSON.parse(await readFile(path, 'utf8')) as { report: Report }).report
  }
}
