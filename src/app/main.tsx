import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@/ui/tokens.css'
import '@/ui/base.css'
import '@/ui/forced-colors.css'
import './first-words.css'
import { applyTheme } from '@/store/preferences'
import { startProjectStore } from '@/store/project-library'
import { onFirstProject } from '@/store/project-store'
import { followAddress } from '@/store/route'
import { keepFadesQuiet } from '@/ui/fades'
import { App } from './App'
import { startUpdates } from './app-updates'
import { firstScreenReady } from './first-screen'

applyTheme()
keepFadesQuiet()
followAddress()
startProjectStore()
// Runs and suggestions are a skill's: there is nothing to follow before one is open.
onFirstProject(() => {
  void import('@/store/follow-skill').then(({ followSkill }) => followSkill())
})

void render()

/** Puts the app in the place of the words that index.html begins with, once it has as much to show. */
async function render(): Promise<void> {
  const root = document.getElementById('root')
  if (!root) return
  await firstScreenReady()
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

// What the first screen needs comes first.
if (document.readyState === 'complete') void startUpdates()
else addEventListener('load', () => void startUpdates())
