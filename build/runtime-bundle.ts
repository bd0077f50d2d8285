/** The runtime as one module of text: what the package publishes, and what the app hands over beside a model. */
import { bundleOne, sourceFile } from './bundle.ts'

/** Builds `src/runtime/skill.ts` with all that it imports. */
export async function bundleRuntime(): Promise<string> {
  const { code } = await bundleOne({
    build: {
      target: 'es2022',
      minify: true,
      lib: {
        entry: sourceFile('src/runtime/skill.ts'),
        formats: ['es'],
        fileName: () => 'index.js',
      },
    },
  })
  return code
}
