/** Builds the bench's page as static files, to be carried to a machine that has a GPU and nothing else. */
import { build } from 'vite'

/** Writes `page.html` and what it needs into the folder, emptied first. */
export async function buildPage(folder: string): Promise<void> {
  const root = new URL('.', import.meta.url).pathname
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@': new URL('../../src', import.meta.url).pathname } },
    worker: { format: 'es' },
    build: {
      target: 'es2022',
      outDir: folder,
      emptyOutDir: true,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: `${root}page.html` },
    },
  })
}
