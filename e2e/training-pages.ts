import { expect, type Locator, type Page } from '@playwright/test'
import { serveSmallModel } from './small-model'

const GENRES = ['jazz', 'blues', 'rock', 'folk music', 'soul', 'techno']
const SIZES = ['small', 'large', 'medium', 'tall', 'double', 'tiny']
const PLAY = ['play [G](genre)', 'put on some [G](genre) please', 'I want to hear [G](genre)']
const ORDER = ['order a [S](size) coffee', 'get me a [S](size) tea please', 'one [S](size) cocoa']

/** A small skill as bracket lines: 36 utterances, two intents, two slots. */
export const SMALL_SKILL = [
  '# PlayMusic',
  ...PLAY.flatMap((line) => GENRES.map((genre) => line.replace('G', genre))),
  '# OrderDrink',
  ...ORDER.flatMap((line) => SIZES.map((size) => line.replace('S', size))),
].join('\n')

/** Units with which 300 epochs in batches of one take half a minute on a fast machine: time to interrupt them. */
export const LONG_UNITS = 128

/** The words of the small skill, which the small model then knows. */
export const SMALL_TEXTS = [SMALL_SKILL.replaceAll(/[[\]()#]/g, ' ')]

/** The Train screen, in the words of somebody who trains. */
export class TrainPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Serves the small model and brings the small skill, or one of the same words, to the Train screen. */
  async prepare(options: { units?: number; query?: string; skill?: string } = {}): Promise<void> {
    await serveSmallModel(this.page.context(), SMALL_TEXTS, { units: options.units ?? 16 })
    await this.page.goto(`./${options.query ?? ''}#/skills`)
    await this.page.getByRole('button', { name: 'Paste text…' }).click()
    await this.page.getByRole('textbox').fill(options.skill ?? SMALL_SKILL)
    await this.page.getByRole('button', { name: 'Import' }).click()
    await this.page.getByRole('button', { name: 'Open skill' }).click()
    await this.goTo('Train')
  }

  async goTo(screen: 'Annotate' | 'Train' | 'Evaluate' | 'Try' | 'Export'): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Screens of this skill' })
      .getByRole('link', { name: screen })
      .click()
    await this.page.getByRole('heading', { level: 1, name: screen }).waitFor()
  }

  async set(label: string, value: number): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true })
    if (!(await field.isVisible())) await this.page.getByText(/^Advanced settings/).click()
    await field.fill(String(value))
  }

  async start(): Promise<void> {
    await this.page.getByRole('button', { name: 'Fine-tune' }).click()
  }

  /** Sets up a training that is long enough to be interrupted, given `LONG_UNITS`. */
  async setLong(): Promise<void> {
    await this.set('Epochs', 300)
    await this.set('Batch size', 1)
  }

  /** Brings the small skill to the Train screen and starts a long training. */
  async startLong(): Promise<void> {
    await this.prepare({ units: LONG_UNITS, query: '?backend=wasm' })
    await this.setLong()
    await this.start()
  }

  /** The epoch that the screen shows, once it shows one. */
  async epochNow(): Promise<number> {
    const facts = await this.page.getByText(/^Epoch \d+ of/).textContent({ timeout: 120_000 })
    return Number(/^Epoch (\d+)/.exec(facts ?? '')?.[1])
  }

  /** Waits until the browser keeps a checkpoint to go on from, and returns the epoch on the screen. */
  async waitForCheckpoint(): Promise<number> {
    await expect.poll(() => this.page.evaluate(keptEpoch), { timeout: 120_000 }).toBeGreaterThan(0)
    return this.epochNow()
  }

  /** Waits for the result of a run and returns its panel. */
  async result(number: number, timeout = 60_000): Promise<Locator> {
    const panel = this.page.getByRole('region', { name: new RegExp(`^Run ${number}`) })
    await expect(panel).toBeVisible({ timeout })
    return panel
  }
}

/** The epoch of the only checkpoint in the page's database; 0 without one. Runs in the page. */
function keptEpoch(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('skillet')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const database = opening.result
      const reading = database.transaction('checkpoints').objectStore('checkpoints').getAll()
      reading.onsuccess = () => {
        database.close()
        const [kept] = reading.result as { checkpoint: { training: { epoch: number } } }[]
        resolve(kept?.checkpoint.training.epoch ?? 0)
      }
      reading.onerror = () => reject(reading.error)
    }
  })
}
