/** The server as one module of text, libraries and all: what the app hands over beside a model. */
import { bundleOne, noticesOf, sourceFile } from './bundle.ts'

/** Builds `src/cli/serve-alone.ts` with all that it imports, and the licences of that at its end. */
export async function bundleServer(): Promise<string> {
  const { code, moduleIds } = await bundleOne({
    ssr: { noExternal: true },
    build: {
      ssr: sourceFile('src/cli/serve-alone.ts'),
      target: 'node20',
      // To be read by who runs it.
      minify: false,
      rolldownOptions: { output: { format: 'es', codeSplitting: false } },
    },
  })
  const packages = new Set(
    moduleIds.flatMap((id) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []),
  )
  const notices = noticesOf([...packages].sort())
  return `${code}\n/*!\n# What this file contains of others\n\n${notices.replaceAll('*/', '* /')}*/\n`
}
