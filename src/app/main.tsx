import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@/ui/tokens.css'
import '@/ui/base.css'
import { applyTheme } from '@/store/preferences'
import { startProjectStore } from '@/store/project-store'
import { followAddress } from '@/store/route'
import { App } from './App'

applyTheme()
followAddress()
startProjectStore()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
