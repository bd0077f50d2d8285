/** What a skill's facts and a model's rules say of each other, so that both always say the same. */
import type { ModelBundle } from '@/model/model-bundle'
import type { IntentFacts, SkillFacts } from '@/project/skill-facts'

/** The rules of a model, by the facts of its skill. */
export function rulesOf(
  { intents }: SkillFacts,
  threshold: number,
): Pick<ModelBundle, 'declared' | 'outOfScope' | 'threshold'> {
  const declaring = intents.flatMap(({ name, slots }) =>
    slots ? [[name, slots.map((slot) => slot.name)] as const] : [],
  )
  return {
    declared: declaring.length > 0 ? Object.fromEntries(declaring) : null,
    outOfScope: intents.filter(({ kind }) => kind === 'outOfScope').map(({ name }) => name),
    threshold,
  }
}

/**
 * The facts of a model's own intents, in the order of its classes. Where the skill has changed since the
 * training, what the model has learned counts.
 */
export function factsOfModel(
  { labels, declared, outOfScope }: Pick<ModelBundle, 'labels' | 'declared' | 'outOfScope'>,
  skill: SkillFacts,
): SkillFacts {
  const known = new Map(skill.intents.map((intent) => [intent.name, intent]))
  const typeOf = new Map(
    skill.intents.flatMap(({ slots }) => slots ?? []).map(({ name, type }) => [name, type]),
  )
  const intents = labels.intents.map((name): IntentFacts => {
    const now = known.get(name)
    const learned = declared && Object.hasOwn(declared, name) ? declared[name] : null
    const kind = now?.kind ?? 'custom'
    return {
      name,
      kind: outOfScope.includes(name) ? 'outOfScope' : kind === 'outOfScope' ? 'custom' : kind,
      slots:
        learned?.map((slot) => ({ name: slot, type: typeOf.get(slot) ?? '' })) ??
        now?.slots ??
        null,
    }
  })
  const used = new Set(intents.flatMap(({ slots }) => slots ?? []).map(({ type }) => type))
  return { ...skill, intents, types: skill.types.filter(({ name }) => used.has(name)) }
}
