import { BACKENDS, type BackendName } from '@/jobs/job'
import { usePreferences } from './preferences'

/** The folder of the pretrained model, beside the page: the small variant for phones and for who saves data. */
export function modelUrl(): string {
  return new URL(
    `models/${wantsSmallModel(navigator as DeviceHints) ? 'small' : 'base'}/`,
    document.baseURI,
  ).href
}

/** What some browsers say of the device beside the standard's properties. */
type DeviceHints = {
  connection?: { saveData?: boolean }
  userAgentData?: { mobile?: boolean }
}

/** Whether a download of 3 MB suits this device better than one of 7. */
export function wantsSmallModel(hints: DeviceHints): boolean {
  return hints.connection?.saveData === true || hints.userAgentData?.mobile === true
}

/** The backend that the address (`?backend=webgpu`) or the person asks for. */
export function wantedBackend(): BackendName | 'auto' {
  const asked = new URLSearchParams(location.search).get('backend')
  return BACKENDS.find((name) => name === asked) ?? usePreferences.getState().backend
}
