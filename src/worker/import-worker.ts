/** The worker's side of an import: one request in, progress and one outcome out. */
import { readFiles } from '@/formats/read-files'
import { writeProject } from '@/formats/write-project'
import type { ImportReply, ImportRequest } from './import-contract'

self.addEventListener('message', (event: MessageEvent<ImportRequest>) => {
  const request = event.data
  if (request.kind === 'write') {
    reply({
      kind: 'written',
      id: request.id,
      outcome: writeProject(request.project, request.format),
    })
    return
  }
  const outcome = readFiles(request.files, {
    ...request.options,
    onProgress: (progress) => reply({ kind: 'progress', id: request.id, progress }),
  })
  reply({ kind: 'read', id: request.id, outcome })
})

function reply(message: ImportReply): void {
  self.postMessage(message)
}
