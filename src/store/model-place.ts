import type { BackendName } from '@/worker/contract'
import { usePreferences } from './preferences'

/** The folder of the pretrained model, beside the page. */
export function modelUrl(): string {
  return new URL('models/base/', document.baseURI).href
}

/** The backend that the address (`?backend=webgpu`) or the person asks for. */
export function wantedBackend(): BackendName | 'auto' {
  const asked = new URLSearchParams(location.search).get('backend')
  if (asked === 'webgpu' || asked === 'wasm' || asked === 'cpu') return asked
  return usePreferences.getState().backend
}
