import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The Chromium to test with: `SKILLET_BROWSER`, else an installed one, else Playwright's own; null when there is none. */
export function findBrowser(): string | null {
  const chosen = process.env.SKILLET_BROWSER
  if (chosen) return chosen
  const folders = (process.env.PATH ?? '').split(delimiter)
  const installed = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...PLACES,
  ].find((path) => existsSync(path))
  if (installed) return installed
  const own = chromium.executablePath()
  return existsSync(own) ? own : null
}

/** Run as a script: makes sure that there is a browser, and says what to do when there cannot be one. */
function main(): void {
  if (findBrowser() !== null) return
  try {
    execFileSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit' })
  } catch {
    console.error(
      'No Chromium found. Install Chrome or Chromium, or set SKILLET_BROWSER to its path, and run the tests again.',
    )
    process.exitCode = 1
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
