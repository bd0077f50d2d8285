/** Rasa 1 training files: `## intent:greet` and `- hello [Anna](name)` lines. */
import type { Format } from './format'
import { lossesIn } from './losses'
import { createRasaCorpus, rasaAlsoLost, rasaHolds, rasaLines } from './rasa-corpus'
import { textFile } from './writing'

export const rasaMarkdown: Format = {
  id: 'rasa-markdown',
  label: 'Rasa Markdown',
  extensions: ['.md'],
  about: 'nlu.md of Rasa 0 and 1.',
  holds: rasaHolds,
  alsoLost: rasaAlsoLost,
  sniff: ({ text }) =>
    /^## ?(intent|synonym|lookup|regex): ?\S/mu.test(text) && /^\s*[-*+] \S/mu.test(text)
      ? 0.95
      : 0,
  read: (files, builder) => {
    const corpus = createRasaCorpus(builder)
    for (const file of files) {
      let section: { kind: string; name: string } | null = null
      let isComment = false
      for (const [index, raw] of file.text.split('\n').entries()) {
        const line = raw.trim()
        const at = { file: file.name, place: String(index + 1) }
        if (line.startsWith('<!--')) isComment = true
        if (isComment) {
          if (line.includes('-->')) isComment = false
          continue
        }
        if (line === '') continue
        const heading = /^## ?(intent|synonym|lookup|regex): ?(.+)$/u.exec(line)
        if (heading) {
          section = { kind: heading[1] ?? '', name: (heading[2] ?? '').trim() }
          continue
        }
        const body = /^[-*+] +(.+)$/u.exec(line)?.[1]
        if (body === undefined || !section) {
          builder.skip(
            at,
            line,
            'The line is no example of a section.',
            'Write “- ” before an example.',
          )
        } else if (section.kind === 'intent')
          corpus.example({ at, intent: section.name, line: body })
        else if (section.kind === 'synonym') corpus.synonym(section.name, body)
        else if (section.kind === 'lookup') corpus.lookup(section.name, body)
        else builder.skip(at, `${section.name}: ${body}`, 'Regular expressions are not used.')
      }
    }
    corpus.finish()
  },
  write: (project) => {
    const { byIntent, dropped } = rasaLines(project)
    const lines: string[] = []
    const section = (kind: string, name: string, examples: readonly string[]) => {
      lines.push(`## ${kind}:${name}`, ...examples.map((one) => `- ${one}`), '')
    }
    for (const [intent, examples] of byIntent) section('intent', intent, examples)
    for (const type of project.slotTypes) {
      if (type.values.length > 0)
        section(
          'lookup',
          type.name,
          type.values.map(({ value }) => value),
        )
    }
    for (const { value, synonyms } of project.slotTypes.flatMap((type) => type.values)) {
      if (synonyms.length > 0) section('synonym', value, synonyms)
    }
    return {
      files: [textFile(project, '.nlu.md', lines.join('\n'))],
      losses: lossesIn(project, rasaMarkdown, dropped),
    }
  },
}
