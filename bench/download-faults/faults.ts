/** What goes wrong between a host and a page, and with what a page has kept. */
import { type PublishedModel, packCard } from './published-model'

export type Fault = {
  name: string
  /** What a server answers for a file of the release that it has now. */
  answer: (file: string, release: PublishedModel, signal: AbortSignal | null) => Promise<Response>
}

/** Answers as it should. */
export async function answerWell(file: string, { files }: PublishedModel): Promise<Response> {
  const bytes = files[file]
  return bytes ? new Response(bytes.slice()) : new Response('no such file', { status: 404 })
}

const PAGE = '<!doctype html><html><body>Welcome to our network. Please log in.</body></html>'
const asPage = { headers: { 'Content-Type': 'text/html; charset=utf-8' } }

/** One file goes wrong, the others come well. */
function only(broken: string, name: string, answer: Fault['answer']): Fault {
  return {
    name: `${broken}: ${name}`,
    answer: (file, release, signal) =>
      file === broken ? answer(file, release, signal) : answerWell(file, release),
  }
}

const status = (code: number) => async () => new Response('sorry', { status: code })
const cut = async (file: string, { files }: PublishedModel) => {
  const bytes = files[file]!
  return new Response(bytes.slice(0, Math.floor(bytes.length / 2)))
}
const flipped = async (file: string, { files }: PublishedModel) => {
  const bytes = files[file]!.slice()
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  return new Response(bytes)
}
const changedCard =
  (change: (card: Record<string, unknown>) => object) =>
  async (file: string, { files }: PublishedModel) =>
    new Response(JSON.stringify(change(JSON.parse(new TextDecoder().decode(files[file]!)))))

/** Ends as `fetch` does when it is aborted. */
function whenAborted(signal: AbortSignal | null): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

function halfThen(
  file: string,
  { files }: PublishedModel,
  then: (controller: ReadableStreamDefaultController<Uint8Array>) => void,
): Response {
  const bytes = files[file]!
  return new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, Math.floor(bytes.length / 2)))
        then(controller)
      },
    }),
  )
}

export const FAULTS: readonly Fault[] = [
  ...[500, 503, 404, 403, 429].map((code) => only('model.json', `HTTP ${code}`, status(code))),
  only('model.json', 'a login page', async () => new Response(PAGE, asPage)),
  only('model.json', 'a login page that calls itself JSON', async () => new Response(PAGE)),
  only('model.json', 'empty', async () => new Response('')),
  only('model.json', 'cut off', cut),
  only(
    'model.json',
    'of a later format',
    changedCard((card) => ({ ...card, version: 9 })),
  ),
  only(
    'model.json',
    'with a wrong checksum',
    changedCard((card) => {
      const files = card.files as { weights: object }
      return {
        ...card,
        files: { ...files, weights: { ...files.weights, sha256: '0'.repeat(64) } },
      }
    }),
  ),
  only('model.json', 'no answer, ever', (_, __, signal) => whenAborted(signal)),
  only('weights.bin', 'HTTP 500', status(500)),
  only('weights.bin', 'HTTP 404', status(404)),
  only('weights.bin', 'a login page', async () => new Response(PAGE, asPage)),
  only('weights.bin', 'cut off', cut),
  only('weights.bin', 'one bit flipped', flipped),
  only('weights.bin', 'stops half-way and stays silent', async (file, release, signal) =>
    halfThen(file, release, (controller) => {
      signal?.addEventListener('abort', () => controller.error(signal.reason))
    }),
  ),
  only('weights.bin', 'the connection breaks half-way', async (file, release) =>
    halfThen(file, release, (controller) => controller.error(new TypeError('network error'))),
  ),
  only('weights.bin', 'does not end', async (_, __, signal) => {
    return new Response(
      new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (signal?.aborted) controller.error(signal.reason)
          else controller.enqueue(new Uint8Array(65_536))
        },
      }),
    )
  }),
  only('vocabulary.bin', 'HTTP 500', status(500)),
  only('vocabulary.bin', 'one bit flipped', flipped),
  {
    name: 'every file: no network',
    answer: async () => {
      throw new TypeError('Failed to fetch')
    },
  },
  {
    name: 'a release whose weights lie outside its file, with a true checksum',
    answer: async (file, { id, files }) => {
      const entry = {
        name: 'subword/table',
        shape: [999],
        encoding: 'float16',
        offset: 1,
        bytes: 9e6,
      }
      const bad = await packCard(id, files['weights.bin']!, [entry], files['vocabulary.bin']!)
      return answerWell(file, bad)
    },
  },
  {
    name: 'a release whose vocabulary is none, with a true checksum',
    answer: async (file, { id, files }) => {
      const { weights } = JSON.parse(new TextDecoder().decode(files['model.json']!))
      const words = new TextEncoder().encode('these are no words of a vocabulary')
      return answerWell(file, await packCard(id, files['weights.bin']!, weights, words))
    },
  },
]
