/** What others published, or was measured of them for Skillet, on the same splits; with the year of each figure. */

export type Rival = {
  name: string
  /** What it takes to run it, in words. */
  needs: string
  year: number
  /** By training utterances an intent (on our own skills: utterances in all); null where nobody says. */
  figures: Readonly<Record<number, string | null>>
}

/** Intent accuracy on HWU64, as collected by Zhang et al. (github.com/jianguoz/Few-Shot-Intent-Detection); MiniLM measured for Skillet. */
export const HWU64_RIVALS: readonly Rival[] = [
  {
    name: 'CPFT',
    needs: 'RoBERTa, 125 M weights',
    year: 2021,
    figures: { 5: '.820', 10: '.871' },
  },
  {
    name: 'DNNC',
    needs: 'RoBERTa, 125 M weights, each utterance compared with every example',
    year: 2020,
    figures: { 5: '.805', 10: '.847' },
  },
  {
    name: 'MiniLM-L6, fine-tuned',
    needs: '90 MB and Python',
    year: 2026,
    figures: { 5: '.79–.80', 10: '.84–.85' },
  },
  {
    name: 'Universal Sentence Encoder + classifier',
    needs: 'a transformer and Python',
    year: 2020,
    figures: { 5: '.778', 10: '.838' },
  },
  {
    name: 'ConveRT + classifier',
    needs: 'a transformer and Python',
    year: 2020,
    figures: { 5: '.770', 10: '.827' },
  },
  {
    name: 'MiniLM-L6 vectors + logistic regression',
    needs: '90 MB and Python',
    year: 2026,
    figures: { 5: '.765', 10: '.834' },
  },
  {
    name: 'RoBERTa + classifier',
    needs: '125 M weights and Python',
    year: 2021,
    figures: { 5: '.756', 10: '.829' },
  },
]

/** Slot F1 as Snips counted it in 2017 (github.com/snipsco/nlu-benchmark), one model an intent. */
export const SNIPS_RIVALS: readonly Rival[] = [
  {
    name: 'Snips',
    needs: 'one model an intent',
    year: 2017,
    figures: { 10: '.496', 20: '.588', 50: '.728', 70: '.768' },
  },
  {
    name: 'Dialogflow',
    needs: 'a server',
    year: 2017,
    figures: { 10: '.493', 20: '.569', 50: '.604', 70: '.663' },
  },
  {
    name: 'LUIS',
    needs: 'a server',
    year: 2017,
    figures: { 10: '.288', 20: '.404', 50: '.563', 70: '.612' },
  },
  {
    name: 'Wit',
    needs: 'a server',
    year: 2017,
    figures: { 10: '.344', 20: '.404', 50: '.531', 70: '.592' },
  },
  {
    name: 'Alexa',
    needs: 'a server',
    year: 2017,
    figures: { 10: null, 20: null, 50: null, 70: '.546' },
  },
]

/** Intents / slot F1 / whole frames of the 17 skills of the transfer bench, sample 1; all measured for Skillet. */
export const SKILL_RIVALS: readonly Rival[] = [
  {
    name: 'MiniLM-L6, fine-tuned jointly, BIO-constrained, on an H100',
    needs: '90 MB and Python',
    year: 2026,
    figures: { 100: '.919 / .653 / .636', 300: '.947 / .744 / .724' },
  },
  {
    name: 'MiniLM-L6 vectors + logistic regression, CRF for slots',
    needs: '90 MB and Python',
    year: 2026,
    figures: { 100: '.895 / .572 / .539', 300: '.931 / .690 / .642' },
  },
  {
    name: 'Snips NLU 0.20, without its language resources',
    needs: '287 MB',
    year: 2026,
    figures: { 100: '.780 / .527 / .460', 300: '.859 / .617 / .563' },
  },
]
