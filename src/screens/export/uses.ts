import type { Intent } from '@/project/project'

/** The model that a snippet speaks of. */
export type ModelToUse = {
  /** The file's name, without its ending. */
  name: string
  /** One of its own utterances. */
  utterance: string
  /** What that means, and the slots in it; null where the model has no intents of its own. */
  intent: { name: string; slots: readonly string[] } | null
  /** Names of the other intents. */
  others: readonly string[]
}

export type Snippet = {
  /** Where it goes: a file's name, or what to do with it. */
  title: string
  code: string
}

export type UseId = 'page' | 'node' | 'server' | 'home-assistant' | 'rasa' | 'onnx'

/** A place that the model can answer in. */
export type Use = {
  id: UseId
  label: string
  about: string
  /** What the zip that is downloaded brings, beside the model, to run it. */
  runsBy: 'runtime' | 'server' | 'python'
  snippets: (model: ModelToUse) => Snippet[]
  /** What to know before relying on it. */
  note?: string
}

/** Wyoming's usual port of Home Assistant add-ons like this one. */
const WYOMING_PORT = 10_400

/** The places to use a model in, those that need nothing but the download first. */
export const USES: readonly Use[] = [
  {
    id: 'page',
    label: 'Web page',
    about: 'A ready page that answers what is typed, and the few lines for your own.',
    runsBy: 'runtime',
    snippets: ({ name, utterance }) => [
      {
        title: 'See the ready page: unpack the zip, and in its folder',
        code: 'python3 -m http.server 8000 --bind 127.0.0.1',
      },
      {
        title: 'In a page of your own, beside skillet-runtime.js and the model',
        code: `<script type="module">
  import { load } from './skillet-runtime.js'

  const skill = await load(${inScript(`${name}.skillet`)})
  console.log(skill.understand(${inScript(utterance)}))
</script>`,
      },
    ],
    note: 'Then open http://127.0.0.1:8000. Any static host does as well; a page that is opened as a file (file://) may not load the model.',
  },
  {
    id: 'node',
    label: 'Node',
    about: 'Two files beside your code: no package to install, no network.',
    runsBy: 'runtime',
    snippets: ({ name, utterance }) => [
      {
        title: 'ask.mjs, in the zip',
        code: `import { load } from './skillet-runtime.mjs'

const skill = await load(new URL(${JSON.stringify(encodeURIComponent(`${name}.skillet`))}, import.meta.url))
const { intent, slots } = skill.understand(${JSON.stringify(utterance)})
console.log(intent?.name ?? 'not understood', intent?.confidence)
for (const { slot, value } of slots) console.log(\`\${slot}: \${value}\`)`,
      },
      { title: 'Run it, in the folder of the zip', code: 'node ask.mjs' },
    ],
    note: 'From Node 20.16; the module is plain JavaScript and also runs in Deno, Bun and workers.',
  },
  {
    id: 'server',
    label: 'Server',
    about: 'HTTP for any language, on your own machine.',
    runsBy: 'server',
    snippets: ({ name, utterance }) => [
      startServer(name),
      {
        title: 'Ask it, in another terminal',
        code: `curl -s http://127.0.0.1:5005/understand -d ${inShell(JSON.stringify({ text: utterance }))}`,
      },
    ],
    note: 'Only this machine can ask until you start it with --host; then give it a --token, too; --help lists what else there is. A new model takes the place of the old one while it runs: replace the file. Handlers made for Alexa, Lex or Dialogflow: add ?shape=alexa, lex or dialogflow.',
  },
  {
    id: 'home-assistant',
    label: 'Home Assistant',
    about: 'A conversation agent over Wyoming, without a cloud.',
    runsBy: 'server',
    snippets: ({ name, intent, others }) => [
      startServer(name, ` --wyoming-port ${WYOMING_PORT} --host 0.0.0.0`),
      {
        title: 'configuration.yaml of Home Assistant: what an intent does',
        code: intentScript(intent, others),
      },
    ],
    note: `In Home Assistant: Settings, Devices & services, Add integration, Wyoming Protocol; the address of the server’s machine and port ${WYOMING_PORT}. Then choose the model as the conversation agent of an assistant. --host 0.0.0.0 lets all of your network ask.`,
  },
  {
    id: 'rasa',
    label: 'Rasa',
    about: 'Answers as Rasa’s NLU does: a Rasa bot needs only the address.',
    runsBy: 'server',
    snippets: ({ name, utterance }) => [
      startServer(name, ' --port 5006'),
      {
        title: 'endpoints.yml of the bot',
        code: 'nlu:\n  url: "http://127.0.0.1:5006"',
      },
      {
        title: 'Or ask as the bot does',
        code: `curl -s http://127.0.0.1:5006/model/parse -d ${inShell(JSON.stringify({ text: utterance }))}`,
      },
    ],
    note: 'What is not understood comes as nlu_fallback, which Rasa’s rules know. The bot itself keeps port 5005.',
  },
  {
    id: 'onnx',
    label: 'ONNX',
    about: 'The network for ONNX Runtime, and Python code that asks it.',
    runsBy: 'python',
    snippets: ({ name, utterance }) => [
      {
        title: 'Once: what runs the model',
        code: 'pip install onnxruntime',
      },
      {
        title: 'Ask it, in the folder of the zip',
        code: `python3 ask.py ${inShell(`${name}.onnx`)} ${inShell(utterance)}`,
      },
    ],
    note: 'ask.py shows all steps from a text to an answer, for other languages that have ONNX Runtime; docs/onnx.md tells of inputs and outputs. The words, labels and values are in the metadata of the model.',
  },
]

function startServer(name: string, options = ''): Snippet {
  return {
    title: 'Start it: unpack the zip, and in its folder (Node 20.19 or newer)',
    code: `node skillet-serve.mjs ${inShell(`${name}.skillet`)}${options}`,
  }
}

/** Home Assistant runs what it has a script for; the slots are variables of its templates. */
function intentScript(intent: ModelToUse['intent'], others: readonly string[]): string {
  if (!intent) return '# The model has no intent of its own that Home Assistant could act on.'
  const variables = intent.slots.filter((slot) => /^[A-Za-z_]\w*$/.test(slot))
  const heard = variables.map((slot) => `${slot}: {{ ${slot} }}`).join(', ')
  const said = intent.name + (heard === '' ? '' : ` (${heard})`)
  return `intent_script:
  ${JSON.stringify(intent.name)}:
    speech:
      text: ${JSON.stringify(said)}${others.length === 0 ? '' : `\n  # and one for each of: ${others.join(', ')}`}`
}

/** Text as JavaScript inside of HTML. */
export function inScript(text: string): string {
  return JSON.stringify(text).replaceAll('<', '\\u003c')
}

/** Text as one word of a POSIX shell. */
export function inShell(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** The intent that an utterance has, as a snippet shows it. */
export function intentToUse(
  intents: readonly Pick<Intent, 'name'>[],
  name: string | null,
  slots: readonly string[],
): ModelToUse['intent'] {
  const found = intents.find((one) => one.name === name) ?? intents[0]
  if (!found) return null
  return { name: found.name, slots: found.name === name ? [...new Set(slots)] : [] }
}
