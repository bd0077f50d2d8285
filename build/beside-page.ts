/** Puts modules beside the page, as files that the Export screen fetches when somebody asks for them. */
import type { Plugin } from 'vite'
import { bundleRuntime } from './runtime-bundle.ts'
import { bundleServer } from './server-bundle.ts'

const MODULES: Readonly<Record<string, () => Promise<string>>> = {
  'skillet-runtime.js': bundleRuntime,
  'skillet-serve.mjs': bundleServer,
}

/** Both in the built site and where the app is worked on. */
export function modulesBesidePage(): Plugin {
  return {
    name: 'skillet-modules-beside-page',
    configureServer({ middlewares }) {
      for (const [name, bundle] of Object.entries(MODULES)) {
        let text: Promise<string> | undefined
        middlewares.use(`/${name}`, (_request, response, next) => {
          text ??= bundle()
          text.then((code) => {
            response.setHeader('content-type', 'text/javascript')
            response.end(code)
          }, next)
        })
      }
    },
    async generateBundle() {
      // Workers are built with plugins of their own, so that this runs once, for the page.
      for (const [fileName, bundle] of Object.entries(MODULES)) {
        this.emitFile({ type: 'asset', fileName, source: await bundle() })
      }
    },
  }
}
