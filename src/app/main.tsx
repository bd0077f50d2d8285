import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@/ui/tokens.css'
import '@/ui/base.css'
import { applyTheme } from '@/store/preferences'
import { startProjectStore } from '@/store/project-library'
import { followAddress } from '@/store/route'
import { startRuns } from '@/store/run-library'
import { followRuns } from '@/store/suggestions-provider'
import { App } from './App'

applyTheme()
followAddress()
startProjectStore()
startRuns()
followRuns()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
