import { describe, expect, it } from 'vitest'
import { escapeSentence, parseSentence, type SentencePart } from './sentence-grammar'
import { countReadings, findRuleProblem, sampleReadings } from './sentence-readings'

function tree(template: string): SentencePart {
  const parsed = parseSentence(template)
  if (parsed.kind === 'broken') throw new Error(`${template}: ${parsed.reason}`)
  return parsed.sentence
}

function rulesOf(rules: Record<string, string>): Map<string, SentencePart> {
  return new Map(Object.entries(rules).map(([name, body]) => [name, tree(body)]))
}

function readings(template: string, rules: Record<string, string> = {}, limit = 100): string[] {
  return sampleReadings(tree(template), rulesOf(rules), { limit, seed: 1 }).map((pieces) =>
    pieces.map((piece) => ('text' in piece ? piece.text : `{${piece.slot}}`)).join(''),
  )
}

describe('sentence templates', () => {
  it('have alternatives, options, rules, lists and permutations', () => {
    expect(readings('(dim|raise) [the] light[s]')).toEqual([
      'dim the lights',
      'dim the light',
      'dim lights',
      'dim light',
      'raise the lights',
      'raise the light',
      'raise lights',
      'raise light',
    ])
    expect(readings('(now;please) open <it>', { it: '[the] {door:entrance}' })).toEqual([
      'now please open the {entrance}',
      'now please open {entrance}',
      'please now open the {entrance}',
      'please now open {entrance}',
    ])
    expect(readings('yes|no')).toEqual(['yes', 'no'])
    expect(readings('set to {0..100,5:level}')).toEqual(['set to {level}'])
    expect(tree('{0..100,5:level}')).toEqual({ kind: 'list', list: '0..100,5', slot: 'level' })
  })

  it('mean every mark plainly behind a backslash', () => {
    const text = 'a(b) [c] {d} <e> f|g h;i j\\k'
    expect(readings(escapeSentence(text))).toEqual([text])
  })

  it('say what is broken', () => {
    const reason = (template: string) => {
      const parsed = parseSentence(template)
      return parsed.kind === 'broken' ? parsed.reason : ''
    }
    expect(reason('turn (on')).toBe('A “(” is not closed.')
    expect(reason('turn [on')).toBe('A “[” is not closed.')
    expect(reason('turn on)')).toBe('A “)” closes nothing.')
    expect(reason('turn (on]')).toBe('A “]” closes nothing.')
    expect(reason('in {area')).toBe('A “{” is not closed.')
    expect(reason('in {}')).toBe('“{}” names nothing.')
    expect(reason('in > there')).toBe('A “>” closes nothing.')
  })

  it('are sampled where they have a billion readings, and soon', () => {
    const template = 'a|b|c|d|e|f|g|h'.split('|').map((one) => `(${one}1|${one}2|${one}3|${one}4)`)
    const wide = `${template.join(' ')} ${template.join(' ')}`
    const huge = `(${Array.from({ length: 9 }, () => wide).join(';')})`
    expect(countReadings(tree(wide), new Map())).toBe(4 ** 16)
    const started = performance.now()
    const found = readings(wide, {}, 16)
    expect(new Set(found).size).toBe(16)
    expect(readings(huge, {}, 16)).toHaveLength(16)
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(readings(wide, {}, 16)).toEqual(found)
    // As many readings as options: each option is said once.
    const options = Array.from({ length: 16 }, (_, index) => `word${index}`).join('|')
    const dealt = readings(`(${options}) (yes|no) (${options})`, {}, 16)
    expect(new Set(dealt.map((one) => one.split(' ')[0])).size).toBe(16)
    expect(new Set(dealt.map((one) => one.split(' ')[2])).size).toBe(16)
  })

  it('do not follow rules that lead back, double, or go down for ever', () => {
    const problem = (template: string, rules: Record<string, string>) =>
      findRuleProblem(tree(template), rulesOf(rules))
    expect(problem('<a>', { a: 'x <b>', b: '[<a>]' })).toEqual({ kind: 'cyclic', rule: 'a' })
    expect(problem('<a> <nowhere>', { a: 'x' })).toEqual({ kind: 'missing', rule: 'nowhere' })
    const chain = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`r${index}`, `<r${index + 1}>`]),
    )
    expect(problem('<r0>', { ...chain, r2000: 'x' })?.kind).toBe('deep')
    const doubling = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`r${index}`, `<r${index + 1}><r${index + 1}>`]),
    )
    const started = performance.now()
    expect(problem('<r0>', { ...doubling, r60: '[x]' })).toBeNull()
    expect(readings('<r0>', { ...doubling, r60: '[x]' })).toEqual([])
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it('survive any nesting', () => {
    for (const mark of ['(', '[', '(a|', '(a;', '{', '<', '(a|b)', '[x]', '{a}', '\\']) {
      const parsed = parseSentence(mark.repeat(50_000))
      if (parsed.kind === 'parsed') {
        sampleReadings(parsed.sentence, new Map(), { limit: 16, seed: 1 })
      }
    }
    expect(parseSentence('('.repeat(50_000)).kind).toBe('broken')
  })
})
