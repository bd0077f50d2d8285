/** Platforms where a label is an entity in a role (Rasa, LUIS, wit.ai): here the role is the slot, which is told. */
import type { ProjectBuilder } from './project-builder'
import type { Place, SourceSpan } from './source-utterance'

/** Takes what labels an utterance. */
export type RoleNotes = (at: Place, spans: readonly SourceSpan[]) => void

/** Notes each entity with a role, the first time that it labels something. */
export function createRoleNotes(builder: ProjectBuilder): RoleNotes {
  const told = new Set<string>()
  return (at, spans) => {
    for (const { slot, type = slot } of spans) {
      const label = `${type}:${slot}`
      if (type === '' || slot === type || told.has(label)) continue
      told.add(label)
      builder.keep(
        at,
        label,
        `The role “${slot}” of the entity “${type}” is the slot “${slot}” here, and the entity its type; an export gives both back.`,
      )
    }
  }
}
