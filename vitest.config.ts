import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Rooms whose tests leave nothing behind in a module: their files share the modules that one has loaded. */
const SHARING = 'app|evaluation|formats|lint|project|records|screens|store|ui'
/** Files that go to the limits of a process, and so want one of their own. */
const HEAVY = 'src/formats/{hostile,repeated-markup}.test.ts'

export default defineConfig({
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  test: {
    environment: 'node',
    testTimeout: 60_000,
    // One fewer than the cores, as vitest has it, but two where there are only two: a file waits for nobody.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: [`src/(${SHARING})/**/*.test.ts`],
          exclude: [HEAVY],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: [
            '*.test.ts',
            '{build,bench}/**/*.test.ts',
            `src/!(${SHARING})/**/*.test.ts`,
            HEAVY,
          ],
        },
      },
    ],
  },
})
