/** The worker's entry: serves jobs in a thread of its own. */
import { serveJobs } from './job-host'

serveJobs({
  post: (message) => self.postMessage(message),
  listen: (onMessage) => {
    self.onmessage = (event: MessageEvent) => onMessage(event.data)
  },
})
