import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

const LAMPS = `
language: en
intents:
  LampOn:
    data:
      - sentences:
          - "(light|switch on) [the] {lamp} [in <room>]"
          - "more light[!]"
        slots:
          domain: light
  Dim:
    data:
      - sentences:
          - "dim the {lamp} to {0..100:level} percent"
lists:
  lamp:
    values:
      - desk lamp
      - in: "(big|ceiling) lamp"
        out: light.ceiling
  mood:
    range:
      from: 1
      to: 3
  song:
    wildcard: true
expansion_rules:
  room: "[the] {area:place}"
skip_words:
  - kindly
`

function write(yaml: string): string {
  const { project } = readForTest([{ name: 'lamps.yaml', content: yaml }])
  return new TextDecoder().decode(writeProject(project, 'home-assistant').files[0]!.bytes)
}

describe('Home Assistant’s custom sentences', () => {
  it('become templates, types and utterances', () => {
    const { project, report } = readForTest([{ name: 'lamps.yaml', content: LAMPS }])
    expect(report.files[0]?.format).toBe('home-assistant')
    expect(project.locale).toBe('en')
    expect(project.templates.filter((one) => one.intent === 'LampOn')).toHaveLength(12)
    expect(project.templates.map(({ text }) => text)).toContain('light the {lamp} in the {place}')
    expect(project.templates.at(-1)?.text).toBe('dim the {lamp} to {level} percent')
    expect(linesOf(project)).toContain('LampOn: more light!')
    const typeOf = (name: string) => project.slotTypes.find((type) => type.name === name)
    expect(typeOf('lamp')).toEqual({
      name: 'lamp',
      isExtensible: false,
      values: [
        { value: 'desk lamp', synonyms: [] },
        { value: 'big lamp', synonyms: ['ceiling lamp'] },
      ],
    })
    expect(typeOf('mood')?.values.map(({ value }) => value)).toEqual(['1', '2', '3'])
    expect(typeOf('song')).toEqual({ name: 'song', isExtensible: true, values: [] })
    expect(typeOf('0..100')?.values.length).toBeGreaterThan(10)
    expect(project.intents[0]?.slots).toContainEqual({ name: 'place', type: 'area' })
  })

  it('go back as they came', () => {
    expect(parse(write(LAMPS))).toEqual(parse(LAMPS))
  })

  it('are written anew where somebody changed what was made of them', () => {
    const { project } = readForTest([{ name: 'lamps.yaml', content: LAMPS }])
    const gone = project.templates.find(({ text }) => text === 'light {lamp} in {place}')
    const changed = {
      ...project,
      templates: project.templates.filter((one) => one !== gone),
      utterances: project.utterances.filter(({ templateId }) => templateId !== gone?.id),
    }
    const yaml = new TextDecoder().decode(writeProject(changed, 'home-assistant').files[0]!.bytes)
    const { data } = parse(yaml).intents.LampOn
    expect(data[0]).toEqual({ sentences: ['more light[!]'], slots: { domain: 'light' } })
    expect(data[1].sentences).toHaveLength(11)
    expect(data[1].sentences).toContain('light the {lamp} in the {area:place}')
  })

  it('fill a slot from the list that its sentence names', () => {
    const yaml = `
language: en
intents:
  Ask:
    data:
      - sentences:
          - "is the door {doors:state}"
          - "is the lamp {lamps:state}"
lists:
  doors: { values: [open, shut] }
  lamps: { values: [bright, dark] }
`
    const { project } = readForTest([{ name: 'ask.yaml', content: yaml }])
    const lines = linesOf(project)
    expect(lines).toContain('Ask: is the door open [state=open]')
    expect(lines.filter((line) => line.includes('lamp'))).toEqual([
      expect.stringMatching(/^Ask: is the lamp (bright|dark) \[state=(bright|dark)\]$/u),
    ])
    expect(parse(write(yaml))).toEqual(parse(yaml))
  })

  it('say what could not be read, and go on', () => {
    const { project, report } = readForTest([
      {
        name: 'x.yaml',
        content: `
language: en
intents:
  A:
    data:
      - sentences: ["say (it", "say <it>", "go round <loop>", 'fine', "to {nowhere}"]
      - slots: { x: y }
expansion_rules:
  loop: "a <pool>"
  pool: "<loop>"
`,
      },
    ])
    expect(linesOf(project)).toContain('A: fine')
    const reasons = report.entries.filter(({ kind }) => kind === 'skipped').map((one) => one.reason)
    expect(reasons).toEqual([
      'A “(” is not closed.',
      '<it> is defined nowhere here.',
      '<loop> leads back to itself.',
      'The block has no list of sentences.',
    ])
    expect(report.entries.find(({ kind }) => kind === 'changed')?.reason).toContain('{nowhere}')
  })

  it('of several languages are one skill in one of them', () => {
    const german = 'language: de\nintents:\n  A:\n    data:\n      - sentences: [los]\n'
    const english =
      'language: en\nintents:\n  A:\n    data:\n      - sentences: [go]\n  B:\n    data:\n      - sentences: [stop]\n'
    const { project, report } = readForTest([
      { name: 'de/a.yaml', content: german },
      { name: 'en/a.yaml', content: english },
    ])
    expect(linesOf(project)).toEqual(['A: go', 'B: stop'])
    expect(report.entries.find(({ kind }) => kind === 'skipped')?.reason).toContain('(de)')
  })

  it('keep marks that Home Assistant does not hear from standing in the way', () => {
    const { project } = readForTest('# Ask\nwhat now?\nwell, (no)\n')
    const { files } = writeProject(project, 'home-assistant')
    const yaml = new TextDecoder().decode(files[0]!.bytes)
    expect(parse(yaml).intents.Ask.data[0].sentences).toEqual(['what now[?]', 'well[,] \\(no\\)'])
    expect(linesOf(readForTest([{ name: 'a.yaml', content: yaml }]).project)).toEqual([
      'Ask: what now?',
      'Ask: well, (no)',
    ])
  })

  it('say where lists close, and where slots of any words stand side by side', () => {
    const { project } = readForTest(
      '# Play\n@ a: Song\n@ b: Mood\n@ c: Band\nplay {a} {b}\nplay [loud stuff](c)\n% type: Band\nquiet stuff\n',
    )
    const { files, losses } = writeProject(project, 'home-assistant')
    expect(losses).toContain(
      'Types that take other values beside those listed become lists that take none.',
    )
    expect(losses.some((loss) => loss.includes('side by side, as in “play {a} {b}”'))).toBe(true)
    expect(parse(new TextDecoder().decode(files[0]!.bytes)).lists).toMatchObject({
      Song: { wildcard: true },
      Mood: { wildcard: true },
      Band: { values: ['quiet stuff', 'loud stuff'] },
    })
  })

  it('read a template of a billion readings at once', () => {
    const words = Array.from(
      { length: 15 },
      (_, index) => `(a${index}|b${index}|c${index}|d${index})`,
    )
    const started = performance.now()
    const { project, report } = readForTest([
      {
        name: 'x.yaml',
        content: `language: en\nintents:\n  A:\n    data:\n      - sentences: ["${words.join(' ')}"]\n`,
      },
    ])
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(project.utterances).toHaveLength(16)
    expect(report.entries[0]?.reason).toContain('16 of its 1,073,741,824 readings')
  })
})
