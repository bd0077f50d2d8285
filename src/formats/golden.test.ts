import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { addUtterances } from '@/project/edits'
import { addValues, renameSlot } from '@/project/intent-edits'
import { createProject, type Project, slotNames } from '@/project/project'
import { formats, readableFormats } from './all-formats'
import type { FormatId, ImportReport, OutputFile } from './format'
import { sourceFile } from './read-files'
import { readForTest } from './testing-reads'
import { richSamples } from './testing-samples'
import { say } from './testing-say'
import { shapes } from './testing-shapes'
import { writeProject } from './write-project'

/**
 * What comes of each sample, and what each format makes of one skill, letter by letter, but for words for people. Look at
 * every line that changes in `golden/` (`npx vitest run src/formats/golden.test.ts -u` writes it anew).
 */

/** A skill and its report, a line each. */
function outlineOf(project: Project, report: ImportReport): string {
  const words = (value: unknown) => JSON.stringify(value)
  const own = project.utterances.filter(({ templateId }) => templateId === null)
  return [
    `${project.name}, ${project.locale}`,
    ...project.intents.map(({ name, kind, note, slots }) => {
      const types = slots.map((slot) => `${slot.name}: ${slot.type}`)
      return `# ${name} (${kind}) {${types.join(', ')}} ${note}`.trimEnd()
    }),
    ...project.slotTypes.map(({ name, isExtensible, values }) => {
      const all = values.map(({ value, synonyms }) => [value, ...synonyms].join(' = '))
      return `@ ${name}${isExtensible ? '' : ' (closed)'}: ${words(all)}`
    }),
    ...project.templates.map(({ intent, text }) => `~ ${intent}: ${text}`),
    // What fills a template is no business of formats.
    ...own.map(({ intent, text, spans, status, split, note }) => {
      const slots = spans.map(({ start, end, slot }) => `[${slot}=${text.slice(start, end)}]`)
      const marks = [status, split, note === '' ? '' : 'noted'].filter(Boolean)
      return `- ${intent}: ${words(text)} ${slots.join('')} ${marks.join(' ')}`
    }),
    ...Object.entries(project.extras).map(([id, extra]) => `+ ${id}: ${words(extra)}`),
    ...report.entries.map(
      ({ kind, file, place, text, made }) =>
        `${kind} ${file}:${place} ${words(text)}${made === 1 ? '' : ` ×${made}`}`,
    ),
  ].join('\n')
}

/** Written files with their names, zips unpacked. */
function textOf({
  files,
  losses,
}: {
  files: readonly OutputFile[]
  losses: readonly string[]
}): string {
  const text = files
    .flatMap(({ name, bytes }) => {
      const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
      const inner = isZip ? Object.entries(unzipSync(bytes)) : [[name, bytes] as const]
      return [
        `=== ${name}`,
        ...inner.map(([path, content]) => `--- ${path}\n${strFromU8(content)}`),
      ]
    })
    .join('\n')
  return `${text}\n=== ${losses.length} sentences about what was lost or changed`
}

const order = (text: string, more = {}) =>
  say(text, { intent: 'OrderDrink', status: 'done', ...more })
const long = (end: string) => `intent${'LongName'.repeat(16)}${end}`

/** Names that platforms refuse, twins, roles, built-in and closed types, and signs that formats mean something by. */
const skill: Project = {
  ...createProject({ id: 'p', name: 'Café & Söhne', locale: 'en-GB' }),
  intents: [
    {
      ...{ name: 'OrderDrink', kind: 'custom', note: 'What is ordered.' },
      slots: [
        { name: 'size', type: 'Size' },
        { name: 'drink', type: 'Drink' },
        { name: 'when', type: 'AMAZON.DATE' },
        { name: 'from', type: 'AMAZON.City' },
        { name: 'to', type: 'AMAZON.City' },
      ],
    },
    { name: 'orderdrink', kind: 'custom', note: '', slots: [{ name: 'size', type: 'Drink' }] },
    {
      ...{ name: 'Größe ändern 2', kind: 'custom', note: '' },
      slots: [{ name: 'neue größe', type: 'Größe!' }],
    },
    { name: 'AMAZON.StopIntent', kind: 'builtIn', note: '', slots: [] },
    { name: 'None of it', kind: 'outOfScope', note: '', slots: [] },
    { name: 'Hush', kind: 'custom', note: '', slots: [] },
    { name: long('A'), kind: 'custom', note: '', slots: [] },
    { name: long('B'), kind: 'custom', note: '', slots: [] },
  ],
  slotTypes: [
    {
      ...{ name: 'Size', isExtensible: false },
      values: [
        { value: 'large', synonyms: ['big', 'grande'] },
        { value: 'small', synonyms: [] },
      ],
    },
    {
      ...{ name: 'Drink', isExtensible: true },
      values: [
        { value: 'tea', synonyms: ['chai, hot', 'cup of "tea"'] },
        { value: 'café au lait', synonyms: [] },
        { value: '7up', synonyms: ['7 up'] },
      ],
    },
    { name: 'Größe!', isExtensible: true, values: [{ value: 'groß', synonyms: [] }] },
    { name: 'Unused', isExtensible: true, values: [{ value: 'x: y', synonyms: ['# z'] }] },
  ],
  templates: [
    { id: 't', intent: 'OrderDrink', text: 'I want a {size} {drink}', count: 2 },
    { id: 'u', intent: 'AMAZON.StopIntent', text: 'stop the {drink} now' },
  ],
  utterances: [
    order('a [large](size) [tea](drink) [tomorrow](when)', { split: 'train' }),
    order('🎷 [7 up](drink), please!', { split: 'test' }),
    order('from [New York](from) to [Los Angeles](to)'),
    order('it\'s "hot": {not} [a slot], a|b; # 5% @home \\ *', { status: 'check' }),
    order('I want a [small](size) [tea](drink)', { templateId: 't' }),
    order("[Joe](drink)'s <b>cup</b>", { status: 'todo' }),
    say('[tea](size) it is', { intent: 'orderdrink' }),
    say('- mach es [groß](neue größe)', { intent: 'Größe ändern 2' }),
    say('stop', { intent: 'AMAZON.StopIntent', status: 'done' }),
    say('what is the weather', { intent: 'None of it' }),
    { ...say('one', { intent: long('A') }), note: 'a note' },
    say('two 2 three 33', { intent: long('B') }),
    say('nobody has labelled this'),
  ],
}

/** A skill in another language, with sentences and types that platforms have no room for, and made utterances. */
const odd: Project = {
  ...createProject({ id: 'q', name: '24 Wünsche!', locale: 'de-AT' }),
  intents: [
    {
      ...{ name: '2 suchen', kind: 'custom', note: '' },
      slots: [
        { name: 'was', type: 'AMAZON.SearchQuery' },
        { name: 'wo', type: 'AMAZON.City' },
        { name: 'zahl2', type: '@sys.number' },
      ],
    },
    {
      ...{ name: 'zwei_suchen', kind: 'custom', note: '' },
      slots: [
        { name: 'Was', type: 'Ware' },
        { name: 'neu_es', type: 'Neu' },
        { name: 'wo', type: 'Ort-2' },
      ],
    },
    { name: '日本', kind: 'custom', note: '', slots: [{ name: '種類', type: '種類' }] },
    { name: 'None', kind: 'outOfScope', note: '', slots: [] },
    { name: 'AMAZON.HelpIntent', kind: 'builtIn', note: '', slots: [] },
    { name: 'CancelIntent', kind: 'builtIn', note: '', slots: [] },
    { name: 'StopIntent', kind: 'custom', note: '', slots: [] },
  ],
  slotTypes: [
    { name: 'AMAZON.City', isExtensible: true, values: [{ value: 'Wien', synonyms: ['Vienna'] }] },
    { name: '@sys.number', isExtensible: true, values: [] },
    { name: 'Ware', isExtensible: false, values: [{ value: '3 Äpfel', synonyms: ['100% Saft'] }] },
    { name: 'Ort-2', isExtensible: false, values: [] },
    { name: 'Idle', isExtensible: true, values: [] },
    { name: '種類', isExtensible: true, values: [{ value: '茶', synonyms: [] }] },
  ],
  templates: [
    { id: 'a', intent: '2 suchen', text: 'suche {was}' },
    { id: 'b', intent: '2 suchen', text: '{was}' },
    { id: 'c', intent: '2 suchen', text: 'suche {was} in {wo}' },
    { id: 'd', intent: 'zwei_suchen', text: '{Was}{wo}' },
  ],
  utterances: [
    say('finde [die 3 besten](was) Filme & mehr', { intent: '2 suchen' }),
    say('[24](zahl2)', { intent: '2 suchen', split: 'test' }),
    say('in [Graz](wo)s Mitte', { intent: '2 suchen' }),
    say('[3 Äpfel](Was)', { intent: 'zwei_suchen' }),
    say('bitte [100% Saft](Was) nach [Linz](wo)', { intent: 'zwei_suchen' }),
    say('[茶](種類)を', { intent: '日本' }),
    say('nur [das](fremd)', { intent: 'zwei_suchen' }),
    say('ganz [allein](fremd)', { intent: 'Undeclared' }),
    say('50 % & 5 + 5', { intent: 'None' }),
    say('hilfe', { intent: 'AMAZON.HelpIntent', split: 'test' }),
    say('x'.repeat(1100), { intent: 'None' }),
  ],
}

describe('what is read, and written back, of', () => {
  it.each(richSamples)('a sample of %s', async (format, files) => {
    const { project, report } = readForTest(files)
    const written = textOf(writeProject(project, format))
    await expect(`${outlineOf(project, report)}\n\n${written}\n`).toMatchFileSnapshot(
      `golden/${format}-sample.txt`,
    )
  })
})

describe('what is read, and written back, of the shape', () => {
  it.each(shapes)('%s', async (name, files) => {
    const { project, report } = readForTest(files)
    const formats = report.files.map((file) => `${file.name}: ${file.format}`).join('\n')
    const [id] = report.files.flatMap(({ format }) => (format === 'skillet-unsure' ? [] : [format]))
    const written = id ? textOf(writeProject(project, id)) : ''
    await expect(`${formats}\n${outlineOf(project, report)}\n\n${written}\n`).toMatchFileSnapshot(
      `golden/read-${name}.txt`,
    )
  })
})

it('is recognised by', async () => {
  const rows = [...richSamples, ...shapes].flatMap(([name, files]) =>
    files.map((file) => {
      const source = sourceFile(file.name, String(file.content))
      const sniffs = readableFormats.flatMap(({ id, sniff }) => {
        const confidence = sniff(source)
        return confidence > 0 ? [`${id} ${confidence}`] : []
      })
      return `${name} ${file.name}: ${sniffs.join(', ')}`
    }),
  )
  await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('golden/sniffs.txt')
})

describe('what is kept and written back after an edit of', () => {
  /** The first slot has another name, the first pattern and text are gone, and something is new. */
  function edited(project: Project): Project {
    const [slot] = slotNames(project)
    const [type] = project.slotTypes
    const renamed = slot ? renameSlot(project, slot, 'renamed') : project
    const smaller = {
      ...renamed,
      templates: renamed.templates.slice(1),
      utterances: renamed.utterances.filter(({ templateId }) => templateId === null).slice(1),
    }
    const [intent] = smaller.intents
    const added = say('something [new](renamed)', { intent: intent?.name ?? 'New' })
    const valued = type
      ? addValues(smaller, type.name, [{ value: 'fresh', synonyms: ['newer'] }])
      : smaller
    return addUtterances(valued, [added])
  }

  const keeping = new Set(formats.flatMap(({ id, keeps = [] }) => (keeps.length > 0 ? [id] : [])))
  const samples = richSamples.map(([id, files]) => [`${id}-sample`, files] as const)
  const rows = [...samples, ...shapes].flatMap(([name, files]): [string, FormatId, Project][] => {
    const { project, report } = readForTest(files)
    const id = report.files[0]?.format
    return id && keeping.has(id) && !name.endsWith('-bare') ? [[name, id, project]] : []
  })
  it.each(rows)('%s (%s)', async (name, id, project) => {
    const written = textOf(writeProject(edited(project), id))
    await expect(`${written}\n`).toMatchFileSnapshot(`golden/edited-${name}.txt`)
  })
})

describe('what is written of one skill, and read of that, in', () => {
  it.each(formats.map(({ id }): [FormatId] => [id]))('%s', async (format) => {
    const outcome = writeProject(skill, format)
    const { project, report } = readForTest(
      outcome.files.map(({ name, bytes }) => ({ name, content: bytes })),
      { format },
    )
    await expect(`${textOf(outcome)}\n\n${outlineOf(project, report)}\n`).toMatchFileSnapshot(
      `golden/${format}-skill.txt`,
    )
  })
})

describe('what is written of another skill in', () => {
  const platforms = formats.filter(({ id, fit }) => fit !== undefined || id === 'clu')
  it.each(platforms.map(({ id }): [FormatId] => [id]))('%s', async (format) => {
    await expect(`${textOf(writeProject(odd, format))}\n`).toMatchFileSnapshot(
      `golden/${format}-odd.txt`,
    )
  })
})
