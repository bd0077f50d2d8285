import { env } from 'node:process'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What notices most comes first: a change that one test has noticed needs no other. */
class GoldenFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isGolden = ({ moduleId }: TestSpecification) => moduleId.endsWith('/golden.test.ts')
    const sorted = await super.sort(files)
    return [...sorted.filter(isGolden), ...sorted.filter((file) => !isGolden(file))]
  }
}

/** The tests that `bench/mutation.ts` names; modules stay loaded from one mutant to the next. */
export default defineConfig({
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  test: {
    include: (env.SKILLET_TESTS ?? 'src/**/*.test.ts').split(','),
    exclude: (env.SKILLET_SLOW_TESTS ?? '').split(',').filter(Boolean),
    sequence: { sequencer: GoldenFirst },
    environment: 'node',
    testTimeout: 60_000,
    isolate: false,
    fileParallelism: false,
  },
})
