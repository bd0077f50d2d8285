import { showToast } from './toasts'

/** Puts text on the clipboard and says whether it worked. */
export async function copyText(text: string, done = 'Copied.'): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast(done, { tone: 'good' })
  } catch {
    showToast('The browser does not let the page copy.', { tone: 'bad' })
  }
}
