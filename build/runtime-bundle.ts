/** The runtime as one module of text: what the package publishes, and what the app hands over beside a model. */
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const ROOT = new URL('..', import.meta.url)

/** The file beside the page that holds it. */
export const RUNTIME_FILE = 'skillet-runtime.js'

/** Builds `src/runtime/skill.ts` with all that it imports. */
export async function bundleRuntime(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@': fileURLToPath(new URL('src', ROOT)) } },
    build: {
      target: 'es2022',
      write: false,
      copyPublicDir: false,
      minify: true,
      lib: {
        entry: fileURLToPath(new URL('src/runtime/skill.ts', ROOT)),
        formats: ['es'],
        fileName: () => 'index.js',
      },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
  const [only, ...others] = outputs
  if (only?.type !== 'chunk' || others.length > 0) {
    throw new Error(`The runtime is to be one module, not ${outputs.length} files.`)
  }
  return only.code
}

/** Puts the runtime beside the page, as a file that the Export screen fetches when somebody asks for it. */
export function runtimeBesidePage(): Plugin {
  let text: Promise<string> | undefined
  return {
    name: 'skillet-runtime-beside-page',
    configureServer({ middlewares }) {
      middlewares.use(`/${RUNTIME_FILE}`, (_request, response, next) => {
        text ??= bundleRuntime()
        text.then((code) => {
          response.setHeader('content-type', 'text/javascript')
          response.end(code)
        }, next)
      })
    },
    async generateBundle() {
      // Workers are built with plugins of their own, so that this runs once, for the page.
      this.emitFile({ type: 'asset', fileName: RUNTIME_FILE, source: await bundleRuntime() })
    },
  }
}
