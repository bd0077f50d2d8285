import { defineConfig } from '@playwright/test'
import { findBrowser } from './e2e/find-browser'

const port = Number(process.env.SKILLET_E2E_PORT ?? 4183)
const folder = `.cache/e2e-${port}`
const executablePath = findBrowser()

/**
 * What the browser need not do. Its last list counts, so that Playwright's comes first; the rest is the drop-down of
 * the address bar, a page of its own that a whole Chromium loads for each context: a fifth of what a short test costs.
 */
const DISABLED_FEATURES = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: `test-results/${port}`,
  fullyParallel: true,
  // One more than the cores of a small machine: somebody always waits for a page.
  workers: 3,
  // A machine of CI may stand still for a moment; what passes only the second time is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    // Tests stand between the page and its server; offline.spec.ts lets the service worker in.
    serviceWorkers: 'block',
    // To trace each test costs a fifth of the time.
    trace: 'on-first-retry',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--enable-unsafe-webgpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        `--disable-features=${DISABLED_FEATURES.join(',')}`,
      ],
    },
  },
  webServer: {
    command: `npx vite build --outDir ${folder} --logLevel warn && npx vite preview --outDir ${folder} --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    timeout: 240_000,
  },
})
