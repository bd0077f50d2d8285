/** What each figure says, in the words of somebody who has never trained a model. */
export const EXPLANATIONS = {
  understood:
    'Utterances answered rightly: the intent is right, and the model was sure enough to answer at all.',
  intents:
    'Utterances whose intent is right, however unsure the model was and whatever became of their slots.',
  slotF1:
    'How well slots are found: 100% when every one is found with exactly its words and none is made up. Missed and made-up ones both cost.',
  frames:
    'Utterances with nothing wrong: the intent and every slot, word for word. This is what an application can act on.',
  semanticErrors:
    'Mistakes for each thing there was to understand: a wrong intent, a missed, wrong or made-up slot each count one. 0% is perfect; less is better.',
  macroF1:
    'F1 of each tested intent, averaged: a rare intent counts as much as a common one, so one that fails shows.',
  precision: 'Of the utterances that were taken for this intent, those that were of it.',
  recall: 'Of the utterances of this intent, those that were taken for it.',
  f1: 'Precision and recall in one: high only if both are.',
  learned: 'Utterances of it that the tested model learned from.',
  tested: 'How many the test held. A figure of a few can be far off.',
  exact: 'Found with exactly their words.',
  boundary: 'Found, but with a word too many or too few.',
  wrongSlot: 'Found with their words, but taken for another slot.',
  missed: 'Not found at all.',
  spurious: 'Found where there is none.',
  calibration:
    'Whether the model is as often right as it is sure: of all answers it is 80% sure of, 80 in 100 should be right. Then a threshold means what it says.',
  sureness: 'How likely the model holds its best intent. It says nothing of the slots.',
  strangers:
    'Utterances that belong to no intent of the skill. A good skill turns them away instead of doing something wrong.',
  interval:
    'Where the true figure is, 95 times in 100, for a test as small as this. More test utterances make it narrower.',
  bar: 'What you ask of the skill before you ship it; move it below the sentence.',
  againstBar:
    'Above or below only where the whole interval is; between, the tests are too few to say.',
  share: 'Of the tested utterances, those that came out right.',
  strangersAway:
    'Of utterances that belong to no intent of the skill, those that it did not answer. One that it takes for its own makes it do something that nobody asked for.',
  gotBetter: 'Wrong in the other run, wholly right in this one: intent and every slot.',
  broke: 'Wholly right in the other run, wrong in this one. Look at these first.',
  wrongInBoth: 'Wrong in both runs: neither has learned it.',
  sameData:
    'Whether both runs learned and were tested with the same utterances and labels. If not, a change of the figures may come from the data as well as from the training.',
  chance:
    'How likely a fair coin, thrown for each utterance that changed sides, splits them at least so unevenly. Below 0.05 it is hardly chance.',
  points: 'This run less the other, in percentage points: from 80% to 84% is +4.0.',
  regression:
    'Utterances that you marked for the test: no run ever learns from them, so every run can be held against the same ones.',
  learningCurve:
    'The same test, with models that learned from a quarter, a half and more of the utterances. Where the line still climbs, more utterances help.',
  crossValidation:
    'Each part is the test once, for a model that learned from the others: every utterance is tested, none by a model that had seen it.',
} as const satisfies Record<string, string>
