import { describe, expect, it } from 'vitest'
import { csv, guessColumns, guessSeparator, parseTable, previewTable } from './csv'
import { readFiles, sourceFile } from './read-files'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

describe('the cells of a table', () => {
  it.each<[string, string, string[]]>([
    ['a,b\nc,d', ',', ['1 a|b', '2 c|d']],
    ['a, b ,\n', ',', ['1 a|b|']],
    ['a,b,', ',', ['1 a|b|']],
    ['"a, b","c ""d"""\ne', ',', ['1 a, b|c "d"', '2 e']],
    ['"a\nb",c\nd,e', ',', ['1 a\nb|c', '3 d|e']],
    ['"a""",b', ',', ['1 a"|b']],
    ['"""a",b', ',', ['1 "a|b']],
    ['"a""b', ',', ['1 "a""b']],
    ['"a""', ',', ['1 "a""']],
    ['"a"\n"b",', ',', ['1 a', '2 b|']],
    ['"a" b,c', ',', ['1 "a" b|c']],
    ['say "hi",c', ',', ['1 say "hi"|c']],
    ['"open,c\nd', ',', ['1 "open|c', '2 d']],
    ['"last"', ',', ['1 last']],
    ['a;"b;c"', ';', ['1 a|b;c']],
    ['\n\na,b\n , \nc', ',', ['3 a|b', '5 c']],
    ['"  kept ",x', ',', ['1   kept |x']],
    ['""', ',', []],
    ['', ',', []],
  ])('of %j', (text, separator, rows) => {
    expect(
      parseTable(text, separator).map(({ line, cells }) => `${line} ${cells.join('|')}`),
    ).toEqual(rows)
  })

  it.each([
    ['a\tb\nc\td', '\t'],
    ['a,b\nc,d', ','],
    ['a;b,c\nd;e', ';'],
    ['a|b\nc|d', '|'],
    ['"a,b";c\n"d";e', ';'],
    ['a, b\tc\nd, e\tf', '\t'],
    ['one word', null],
    ['a,b\nc\nd\ne', null],
    ['', null],
    ['\n\na,b\n\nc,d\n', ','],
  ])('of %j are parted by %j', (text, separator) => expect(guessSeparator(text)).toBe(separator))
})

describe('the columns of a table', () => {
  const table = (text: string) => guessColumns(parseTable(text, ',').map(({ cells }) => cells))
  const plain = { split: null, hasHeader: false, isAnnotated: false }
  it.each([
    ['text,intent', { text: 0, intent: 1 }],
    ['Label,Utterance,Fold', { text: 1, intent: 0, split: 2 }],
    ['id,user_query,intent name', { text: 1, intent: 2 }],
    ['text,annotated text,class', { text: 1, intent: 2, isAnnotated: true }],
    ['annotation,intents,partition', { text: 0, intent: 1, split: 2, isAnnotated: true }],
    ['Sentence,topic,dataset', { text: 0, intent: 1, split: 2 }],
    ['phrase', { text: 0, intent: null }],
    ['text,my intent', { text: 0, intent: null }],
    ['text,classes', { text: 0, intent: null }],
    ['fold,text', { text: 1, intent: null, split: 0 }],
    ['text,refold,folds', { text: 0, intent: null }],
    ['my annotation,text,annotations', { text: 1, intent: null }],
    ['label_name,message,set', { text: 1, intent: 0, split: 2 }],
  ])('are those of the header %s', (text, columns) => {
    expect(table(text)).toEqual({ ...plain, hasHeader: true, ...columns })
  })

  it.each([
    ['play some jazz,Play\nstop it now,Stop', { text: 0, intent: 1 }],
    ['Play,play some jazz\nPlay,stop it now', { text: 1, intent: 0 }],
    ['1,play some jazz,Play\n2,stop it now,Play', { text: 1, intent: 2 }],
    ['b,play some jazz,Play\nc,stop it now,Play', { text: 1, intent: 2 }],
    ['play some jazz,7\nstop it now,8', { text: 0, intent: null }],
    ['play [jazz](genre) now,Play\nstop it now,Stop', { text: 0, intent: 1, isAnnotated: true }],
    ['say [this](http://x.y/z) now,Play\nstop it now,Stop', { text: 0, intent: 1 }],
    ['play some jazz\nstop it', { text: 0, intent: null }],
    ['a very long text,another long text of words\nb c d e,e f g h i j', { text: 1, intent: null }],
  ])('are guessed of %j', (text, columns) => expect(table(text)).toEqual({ ...plain, ...columns }))

  const rows = (label: (row: number) => string, count = 6) =>
    Array.from({ length: count }, (_, row) => `say it ${'abcdef'[row]} now,${label(row)}`)
  it.each<[string, string[], boolean]>([
    ['a word above figures', ['Satz,Nummer', ...rows((row) => `${row}`)], true],
    ['a word above dates', ['Satz,Tag', ...rows((row) => `2020-01-0${row + 1}`)], true],
    ['figures above figures', ['so it is,0', ...rows((row) => `${row}`)], false],
    ['a word above too few figures', ['Satz,Nummer', ...rows((row) => `${row}`, 2)], false],
    [
      'a word above labels that recur',
      ['Satz,Absicht', ...rows((row) => (row % 2 ? 'A' : 'B'))],
      true,
    ],
    ['a label that recurs', ['Satz,A', ...rows((row) => (row % 2 ? 'A' : 'B'))], false],
    ['labels that do not recur', ['Satz,Absicht', ...rows((row) => `L${row}x`)], false],
    ['several words', ['ein Satz,Absicht', ...rows((row) => (row % 2 ? 'A' : 'B'))], false],
    ['one label alone', ['Satz,Absicht', ...rows(() => 'A')], false],
    [
      'rows without a label',
      ['Satz,Absicht', ...rows((row) => (row % 2 ? 'A' : 'B')), 'say it all'],
      true,
    ],
  ])('have a header with %s', (_, lines, hasHeader) => {
    expect(table(lines.join('\n')).hasHeader).toBe(hasHeader)
  })

  it('are shown with the first rows', () => {
    const preview = previewTable('text;intent\na b;A\nc d;B\n', 2)
    expect(preview).toEqual({
      columns: { ...plain, text: 0, intent: 1, hasHeader: true },
      rows: [
        ['text', 'intent'],
        ['a b', 'A'],
      ],
      rowCount: 3,
    })
    expect(previewTable('words').rows).toEqual([['words']])
    expect(previewTable('a,b\nc\nd\ne').rows[0]).toEqual(['a', 'b'])
  })
})

describe('how surely a text is a table', () => {
  it.each([
    ['x.txt', 'text,intent\na b,A\n', 0.85],
    ['x.csv', 'a b,A\nc d,B\n', 0.85],
    ['x.TSV', 'a b\tA\nc d\tB\n', 0.85],
    ['x.txt', 'a b\tA\nc d\tB\n', 0.7],
    ['x.txt', 'a b,A\nc d,B\n', 0.3],
    ['x.txt', 'a b, A\nc d, B\n', 0.01],
    ['x.txt', 'a b,A\n', 0.01],
    ['x.txt', 'no table\nat all\n', 0],
    ['x.csv', '{"a": 1, "b": 2}\n{"a": 2, "b": 2}\n', 0],
    ['x.csv', '<p>a,b</p>\n<p>a,b</p>', 0],
    ['x.csv', '# a,b\n# a,b', 0],
    ['x.csv', '---\na,b\n', 0],
    ['x.txt', `${'a\tb\n'.repeat(4)}c\td\te\nf\n`, 0.35],
    ['x.txt', `${'a\tb\n'.repeat(3)}c\td\te\nf\n`, 0],
    ['x.txt', `${'a,b\n'.repeat(4)}c,d,e\nf\n`, 0],
    ['x.csv', `${'a,'.repeat(41)}\n${'a,'.repeat(41)}\n`, 0],
  ])('%s %j', (name, text, confidence) => {
    expect(csv.sniff(sourceFile(name, text))).toBe(confidence)
  })
})

describe('the rows of a table', () => {
  const read = (content: string) => readForTest([{ name: 'a.csv', content }])
  it('become utterances, with their intents and splits', () => {
    const { project } = read(
      'text,intent,split\nso it is,A,Train\nso be it,,test\n" let it be ",B,\nstay,A\n',
    )
    expect(project.utterances.map(({ text, intent, split }) => [text, intent, split])).toEqual([
      ['so it is', 'A', 'train'],
      ['so be it', null, 'test'],
      ['let it be', 'B', 'auto'],
      ['stay', 'A', 'auto'],
    ])
  })

  it('without a text are counted as lost, each with its line', () => {
    const { report } = read('text,intent\n"so\nit is",A\n,B\nso be it,B\n')
    expect(report.counts.skipped).toBe(1)
    expect(report.entries.filter(({ kind }) => kind === 'skipped')).toMatchObject([
      { place: '4', text: ' | B', remedy: 'Choose another column for the texts.' },
    ])
  })

  it('that are annotated have slots, patterns and doubts', () => {
    const { project, report } = read(
      'annotated,intent,split\nto [a b](c),A,\nto {c},A,\nto {c},A,test\nto {c},,\nto [d(c),A,\n',
    )
    expect(project.templates).toMatchObject([{ intent: 'A', text: 'to {c}' }])
    const own = project.utterances.filter(({ templateId }) => templateId === null)
    expect(linesOf({ ...project, utterances: own })).toEqual([
      'A: to a b [c=a b]',
      'A: to {c}',
      'null: to {c}',
      'A: to [d(c)',
    ])
    expect(report.entries.find(({ kind }) => kind === 'changed')?.place).toBe('6')
  })

  it('are read in the columns that somebody chose', () => {
    const content = 'text,intent\nA,so it is\nB,so be it\n'
    const columns = { text: 1, intent: 0, split: null, hasHeader: false, isAnnotated: false }
    const outcome = readFiles([{ name: 'a.csv', content }], { projectId: 'p', columns })
    if (outcome.kind === 'failed') throw new Error(outcome.message)
    expect(linesOf(outcome.project)).toEqual(['text: intent', 'A: so it is', 'B: so be it'])
  })

  it('are written so that no spreadsheet takes them for anything else', () => {
    const { project } = readForTest('# A\n+1, "so" [it](what)\n=a\n% split: test\nso; it\n')
    const csvFile = writeProject(project, 'csv').files[0]
    expect(new TextDecoder().decode(csvFile?.bytes).split('\r\n')).toEqual([
      'intent,annotated,split',
      'A,"\\+1, ""so"" [it](what)",',
      'A,\\=a,',
      'A,"so; it",test',
      '',
    ])
    expect(
      csv.fit?.({ ...project, intents: [{ ...project.intents[0]!, name: '=@ +A-' }] }),
    ).toMatchObject({ project: { intents: [{ name: 'A-' }] } })
  })
})
