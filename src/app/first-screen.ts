import { setPreferences, usePreferences } from '@/store/preferences'
import { useProjectStore } from '@/store/project-store'
import { loadSampleList } from '@/store/sample-list'
import { loadSkillsScreen } from './screens'

/** Whatever is late, the app shows by then. */
const PATIENCE_MS = 2_000

/**
 * Resolves when the list of skills can be shown whole, or at once on another screen: until then, the words in
 * index.html stand there, and nobody sees a page that is built up piece by piece.
 */
export async function firstScreenReady(): Promise<void> {
  if (!/^(#\/?(skills)?)?$/.test(location.hash)) return
  const ready = Promise.all([loadSkillsScreen(), skillsRead(), loadSampleList()])
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  await Promise.race([ready, late]).catch(() => {})
}

/** Resolves when it is known which skills there are, and remembers whether there are any. */
function skillsRead(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const { skills } = useProjectStore.getState()
      if (!skills) return
      const hasSkills = skills.length > 0
      if (usePreferences.getState().hasSkills !== hasSkills) setPreferences({ hasSkills })
      resolve()
    }
    // From now on: whoever makes the first skill is no newcomer next time.
    useProjectStore.subscribe(look)
    look()
  })
}
