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
  learningCurve:
    'The same test, with models that learned from a quarter, a half and more of the utterances. Where the line still climbs, more utterances help.',
  crossValidation:
    'Each part is the test once, for a model that learned from the others: every utterance is tested, none by a model that had seen it.',
} as const satisfies Record<string, string>
