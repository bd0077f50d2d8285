/** Tells `bench/mutation.ts` of every mutant as it is done, so that what is known at the deadline counts. */

class Teller {
  onMutationTestingPlanReady({ mutantPlans }) {
    globalThis.onMutantsPlanned?.(mutantPlans)
  }

  onMutantTested(result) {
    globalThis.onMutantTested?.(result)
  }
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'teller', injectableClass: Teller }]
