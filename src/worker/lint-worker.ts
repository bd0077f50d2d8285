/** The thread of the checks. */
import type { LintRequest } from './lint-contract'
import { createLintJob } from './lint-job'

const answer = createLintJob()

addEventListener('message', ({ data }: MessageEvent<LintRequest>) => {
  const reply = answer(data)
  if (reply) postMessage(reply)
})
