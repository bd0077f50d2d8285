import { inScript } from './uses'

/** `index.html` of the ready page: asks the model beside it what is typed or spoken, and shows the answer. */
export function readyPage(options: {
  title: string
  /** The model's file. */
  model: string
  /** BCP 47 tag; `und` when nobody knows. */
  locale: string
  /** Things to say. */
  examples: readonly string[]
}): string {
  const { title, model, locale, examples } = options
  const language = locale === 'und' ? '' : locale
  return `<!doctype html>
<html lang="${inMarkup(language || 'en')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'unsafe-inline'; img-src data:">
<title>${inMarkup(title)}</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
  body { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
  form { display: flex; flex-wrap: wrap; gap: .5rem; }
  input { flex: 1 1 14rem; min-width: 0; }
  input, button { padding: .5rem .75rem; border: 1px solid color-mix(in srgb, CanvasText 35%, Canvas); border-radius: .5rem; font: inherit; }
  button { background: color-mix(in srgb, CanvasText 7%, Canvas); color: CanvasText; cursor: pointer; }
  button:hover { background: color-mix(in srgb, CanvasText 14%, Canvas); }
  #examples { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; padding: 0; list-style: none; }
  #examples button { padding: .2rem .6rem; font-size: .875rem; }
  #answer { min-height: 8rem; margin-top: 1.5rem; }
  #answer h2 { margin: 0; font-size: 1.375rem; overflow-wrap: anywhere; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; }
  dd { margin: 0; overflow-wrap: anywhere; }
  dt, small, #note { color: color-mix(in srgb, CanvasText 70%, Canvas); }
  #note { font-size: .875rem; }
</style>
</head>
<body lang="en">
<h1>${inMarkup(title)}</h1>
<form id="ask">
  <input id="text" aria-label="What would you say?" placeholder="What would you say?" autocomplete="off" lang="${inMarkup(language)}" disabled>
  <button id="speak" type="button" hidden>Speak</button>
</form>
<ul id="examples" lang="${inMarkup(language)}">${examples.map((text) => `<li><button type="button" disabled>${inMarkup(text)}</button></li>`).join('')}</ul>
<div id="answer" aria-live="polite"><p id="state">Loading the model…</p></div>
<p id="note">The model runs in this page; what you type stays here.</p>
<script>
  // Shown also where the module below can't be loaded at all.
  function say(text) { document.getElementById('answer').textContent = text }
  if (location.protocol === 'file:') {
    say('This page was opened as a file, and browsers do not let such a page load the model beside it. Serve its folder: run "python3 -m http.server 8000 --bind 127.0.0.1" there and open http://127.0.0.1:8000, or put the folder on any web host.')
  }
</script>
<script type="module">
import { load } from './skillet-runtime.js'

const at = (id) => document.getElementById(id)
const element = (name, text) => Object.assign(document.createElement(name), { textContent: text })
// No model is sure to 100%.
const percent = (share) => share > .995 ? 'over 99%' : Math.round(100 * share) + '%'

function show(skill) {
  const text = at('text').value
  const { intent, alternatives, slots } = skill.understand(text)
  const parts = []
  if (text.trim() !== '') {
    parts.push(element('h2', intent ? intent.name : 'Not understood'))
    const [best, ...others] = alternatives.map(({ name, confidence }) => ({ name, share: percent(confidence) }))
    const shares = [intent ? best.share : 'nearest: ' + best.name + ' ' + best.share]
    for (const { name, share } of others.slice(0, 2)) shares.push(name + ' ' + share)
    parts.push(element('small', shares.join(' · ')))
    const list = document.createElement('dl')
    for (const { slot, raw, value } of slots) {
      list.append(element('dt', slot), element('dd', raw === value ? raw : raw + ' → ' + value))
    }
    parts.push(list)
  }
  at('answer').replaceChildren(...parts)
}

try {
  const skill = await load(${inScript(model)})
  say('')
  const answer = () => show(skill)
  at('text').disabled = false
  at('text').addEventListener('input', answer)
  at('ask').addEventListener('submit', (event) => { event.preventDefault(); answer() })
  for (const button of document.querySelectorAll('#examples button')) {
    button.disabled = false
    button.addEventListener('click', () => { at('text').value = button.textContent; answer() })
  }
  at('text').focus()
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition
  if (Recognition) {
    at('speak').hidden = false
    at('note').textContent += ' Speech is recognised by your browser, and some browsers send it to their maker for that.'
    at('speak').addEventListener('click', () => {
      const recognition = new Recognition()
      recognition.lang = ${inScript(language)}
      recognition.onresult = ({ results }) => { at('text').value = results[0][0].transcript; answer() }
      recognition.onerror = ({ error }) => say('Nothing was heard (' + error + ').')
      recognition.onend = () => { at('speak').disabled = false }
      at('speak').disabled = true
      recognition.start()
    })
  }
} catch (error) {
  say(error.message)
}
</script>
</body>
</html>
`
}

function inMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
