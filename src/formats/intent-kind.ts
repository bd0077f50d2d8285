import type { Intent } from '@/project/project'

/** Alexa's own intents need no samples; a fallback or `None` gathers what is out of scope. */
export function kindOfIntent(name: string): Intent['kind'] {
  if (
    /^(AMAZON\.FallbackIntent|None|nlu_fallback|out_?of_?scope|oos|Default Fallback Intent)$/i.test(
      name,
    )
  ) {
    return 'outOfScope'
  }
  return name.startsWith('AMAZON.') ? 'builtIn' : 'custom'
}
