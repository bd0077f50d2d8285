/** The same boundary within one thread, for tests and Node: messages are copied as between threads. */

import type { JobTools } from '@/jobs/job-tools'
import type { FromWorker, ToWorker, WorkerPort } from './contract'
import { serveJobs } from './job-host'

/** Opens a worker that is none. `tools` replaces what a browser would bring. */
export function openInProcess(tools?: JobTools): WorkerPort {
  let toWorker: (message: ToWorker) => void = () => {}
  let toPage: (message: FromWorker) => void = () => {}
  let isOpen = true
  const deliver = <M>(target: () => (message: M) => void, message: M) => {
    const copy = structuredClone(message)
    setTimeout(() => {
      if (isOpen) target()(copy)
    })
  }
  serveJobs(
    {
      post: (message) => deliver(() => toPage, message),
      listen: (onMessage) => {
        toWorker = onMessage
      },
    },
    tools,
  )
  return {
    post: (message) => deliver(() => toWorker, message),
    listen: (onMessage) => {
      toPage = onMessage
    },
    terminate: () => {
      isOpen = false
    },
  }
}
