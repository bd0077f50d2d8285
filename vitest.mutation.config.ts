import { env } from 'node:process'
import { defineConfig } from 'vitest/config'

/** The tests that `bench/mutation.ts` names; modules stay loaded from one mutant to the next. */
export default defineConfig({
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  test: {
    include: (env.SKILLET_TESTS ?? 'src/**/*.test.ts').split(','),
    exclude: (env.SKILLET_SLOW_TESTS ?? '').split(',').filter(Boolean),
    environment: 'node',
    testTimeout: 60_000,
    isolate: false,
    fileParallelism: false,
  },
})
