/** The thread of the checks. */

import { createLintJob } from '@/jobs/lint-job'
import type { LintRequest } from '@/jobs/lint-messages'

const answer = createLintJob()

addEventListener('message', ({ data }: MessageEvent<LintRequest>) => {
  const reply = answer(data)
  if (reply) postMessage(reply)
})
