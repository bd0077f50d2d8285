/** WebGPU in Node, by Dawn: its null backend executes nothing and so shows what the host pays for a step. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const FOLDER = '.cache/webgpu'
const PACKAGE = 'webgpu@0.6.2'

/** Puts Dawn's `navigator.gpu` in place, fetching the npm package (132 MB) on first use; else says why not. */
export function installDawn(flags: string[]): string | null {
  try {
    if (!existsSync(join(FOLDER, 'node_modules/webgpu'))) {
      const place = ['install', '--prefix', FOLDER, '--no-save', '--no-audit', '--no-fund']
      execFileSync('npm', [...place, PACKAGE], { stdio: 'ignore' })
    }
    const load = createRequire(resolve(FOLDER, 'from-here.js'))
    const { create, globals } = load('webgpu') as {
      create: (flags: string[]) => GPU
      globals: object
    }
    Object.assign(globalThis, globals)
    const navigator = { gpu: create(flags), userAgent: 'Node' }
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true })
    return null
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0]! : String(error)
  }
}

/** Environment in which Dawn finds Chromium's software Vulkan, when that is all there is. */
export function softwareVulkan(browserPath: string | null): Record<string, string> {
  const folders = [browserPath && dirname(browserPath), '/usr/lib/chromium'].filter((at) => !!at)
  const folder = folders.find((at) => existsSync(join(at as string, 'vk_swiftshader_icd.json')))
  if (!folder) return {}
  return {
    VK_ICD_FILENAMES: join(folder as string, 'vk_swiftshader_icd.json'),
    LD_LIBRARY_PATH: folder as string,
  }
}
