import { type IndexedUtterance, placesOf, type Rule } from './finding'
import { changeUtterances } from './fixes'

/** Test utterances whose text or template is trained on. */
export const leakage: Rule = {
  id: 'leakage',
  label: 'Test utterance in training',
  why: 'The score counts what was learned by heart, and promises more than users will get.',
  check: (index) => {
    if (index.labelled.every(({ utterance }) => utterance.split !== 'test')) return []
    const trained = new Set<string>()
    for (const { utterance, facts } of index.labelled) {
      if (utterance.split === 'test') continue
      trained.add(facts.textKey)
      if (utterance.templateId !== null) trained.add(`template ${utterance.templateId}`)
    }
    const leaked: IndexedUtterance[] = index.labelled.filter(
      ({ utterance, facts }) =>
        utterance.split === 'test' &&
        (trained.has(facts.textKey) ||
          (utterance.templateId !== null && trained.has(`template ${utterance.templateId}`))),
    )
    if (leaked.length === 0) return []
    return [
      {
        severity: 'error' as const,
        message: `${leaked.length} test ${leaked.length === 1 ? 'utterance shares its' : 'utterances share their'} text or template with training.`,
        places: placesOf(leaked),
        fix: changeUtterances(
          'Move them to training',
          leaked.map(({ utterance }) => utterance.id),
          (utterance) => ({
            ...utterance,
            split: 'train',
          }),
        ),
      },
    ]
  },
}

/** Utterances that nobody has given an intent. */
export const unlabelled: Rule = {
  id: 'unlabelled',
  label: 'No intent yet',
  why: 'They are left out of training until somebody has chosen their intent.',
  check: (index) => {
    const open = index.project.utterances.filter(({ intent }) => intent === null)
    if (open.length === 0) return []
    return [
      {
        severity: 'hint' as const,
        message: `${open.length} ${open.length === 1 ? 'utterance has' : 'utterances have'} no intent.`,
        places: { utteranceIds: open.slice(0, 50).map(({ id }) => id), count: open.length },
      },
    ]
  },
}
