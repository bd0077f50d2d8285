/** Tells `bench/mutation.ts` of every mutant as it is done, so that what is known at the deadline counts. */
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'

class Teller {
  onMutationTestingPlanReady({ mutantPlans }) {
    globalThis.onMutantsPlanned?.(mutantPlans)
  }

  onMutantTested(result) {
    globalThis.onMutantTested?.(result)
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'teller', Teller)]
