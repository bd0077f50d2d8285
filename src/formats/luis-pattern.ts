/** LUIS patterns: `{type:role}` placeholders, `[optional]` words and `(this|that)`. */
import { expandAlternatives, parseTemplate } from '@/project/expansion-template'
import type { Place, ProjectBuilder } from './project-builder'

/** Adds a pattern as one template for each reading. */
export function readLuisPattern(
  source: { at: Place; intent: string; pattern: string },
  builder: ProjectBuilder,
): void {
  const { at, intent } = source
  if (source.pattern.length > 2000) {
    builder.skip(at, source.pattern.slice(0, 200), 'The pattern is longer than any utterance.')
    return
  }
  builder.addIntent(intent)
  const optional = source.pattern.replace(/(?<!\\)\[([^[\]]*)(?<!\\)\]/gu, '($1|)')
  for (const reading of expandAlternatives(optional, 16)) {
    const text = reading
      .replace(/\\([[\]()|])/gu, '$1')
      .replace(/\{@?([^{}:]+)(?::([^{}]+))?\}/gu, (_, type: string, role?: string) => {
        const slot = (role ?? type).trim()
        builder.addSlot(intent, slot, type.trim())
        return `{${slot}}`
      })
    if (parseTemplate(text).some((part) => part.kind === 'slot'))
      builder.addTemplate({ at, intent, text })
    else builder.addUtterance({ at, intent, text })
  }
}

/** A template as a LUIS pattern. */
export function writeLuisPattern(template: string, typeOf: (slot: string) => string): string {
  return parseTemplate(template)
    .map((part) => {
      if (part.kind === 'text') return part.text.replace(/[[\]()|]/gu, '\\$&')
      const type = typeOf(part.slot)
      return type === part.slot ? `{${type}}` : `{${type}:${part.slot}}`
    })
    .join('')
}
