/** LUIS patterns: `{type:role}` placeholders, `[optional]` words and `(this|that)`, one in another. */
import { parseTemplate } from '@/project/expansion-template'
import type { ProjectBuilder } from './project-builder'
import type { Place } from './source-utterance'

/** So many readings of one pattern are taken, spread over all of them. */
const MOST_READINGS = 64
const DEEPEST = 40

/** Adds a pattern as one template for each reading. `roleOwner` knows `{role}` without its entity. */
export function readLuisPattern(
  source: { at: Place; intent: string; pattern: string },
  builder: ProjectBuilder,
  roleOwner: (role: string) => string | undefined = () => undefined,
): void {
  const { at, intent, pattern } = source
  const tree = pattern.length > 2000 ? null : parsePattern(pattern)
  if (!tree) {
    builder.skip(at, pattern.slice(0, 200), 'The pattern is longer or deeper than any utterance.')
    return
  }
  builder.addIntent(intent)
  const total = countReadings(tree)
  const taken = Math.min(total, MOST_READINGS)
  const readings = new Set<string>()
  for (let index = 0; index < taken; index += 1) {
    readings.add(
      readingOf(tree, Math.floor((index * total) / taken))
        .replace(/\s+/gu, ' ')
        .trim(),
    )
  }
  readings.delete('')
  for (const reading of readings) {
    const text = reading.replace(PLACEHOLDER, (_, type: string, role?: string) => {
      const owner = role === undefined ? roleOwner(type.trim()) : type.trim()
      const slot = (role ?? type).trim()
      builder.addSlot(intent, slot, owner ?? slot)
      return `{${slot}}`
    })
    if (parseTemplate(text).some((part) => part.kind === 'slot'))
      builder.addTemplate({ at, intent, text })
    else builder.addUtterance({ at, intent, text })
  }
  if (total > taken) {
    const left = total - taken
    const count = total < HUGE ? `${left} more readings` : 'More readings'
    builder.skip(at, pattern, `${count} of the pattern are left out.`, 'Write it as several ones.')
  }
}

const PLACEHOLDER = /\{ *@?([^{}:]+)(?::([^{}]+))?\}/gu

/** The slots and types that a pattern names, without reading the rest. */
export function namesInPattern(pattern: string): string[] {
  return [...pattern.matchAll(PLACEHOLDER)].flatMap(([, type = '', role]) =>
    role === undefined ? [type.trim()] : [type.trim(), role.trim()],
  )
}

/** Whether a line without labels is a pattern: it holds `[…]`, or `(…|…)`. */
export function isLuisPattern(text: string): boolean {
  const open = text.indexOf('[')
  if (open >= 0 && lastPlain(text, ']') > open) return true
  const group = text.indexOf('(')
  const bar = group < 0 ? -1 : text.indexOf('|', group)
  return bar >= 0 && lastPlain(text, ')') > bar
}

function lastPlain(text: string, mark: string): number {
  let place = text.lastIndexOf(mark)
  while (place > 0 && text[place - 1] === '\\') place = text.lastIndexOf(mark, place - 1)
  return place
}

/** Text, or a choice between sequences: an optional part is a choice that may be empty. */
type Node = string | Choice
type Choice = { ways: Node[][] }

/** Counts stop here: nobody needs to know how many more. */
const HUGE = 1e12

function parsePattern(pattern: string): Choice | null {
  const partner = matchBrackets(pattern)
  const root: Choice = { ways: [[]] }
  const open: Choice[] = [root]
  const here = () => open[open.length - 1]!
  const put = (text: string) => {
    const ways = here().ways
    const way = ways[ways.length - 1]!
    const last = way[way.length - 1]
    if (typeof last === 'string') way[way.length - 1] = last + text
    else way.push(text)
  }
  for (let index = 0; index < pattern.length; index += 1) {
    const mark = pattern[index]!
    if (mark === '\\' && '[]()|'.includes(pattern[index + 1] ?? ' ')) {
      index += 1
      put(pattern[index]!)
    } else if (!partner.has(index)) {
      if (mark === '|' && open.length > 1 && here().ways !== root.ways) here().ways.push([])
      else put(mark)
    } else if (mark === '[' || mark === '(') {
      if (open.length > DEEPEST) return null
      // The first way is taken first, so “nothing” comes behind the words.
      const choice: Choice = { ways: [[]] }
      here().ways[here().ways.length - 1]!.push(choice)
      open.push(choice)
    } else {
      const done = open.pop()!
      if (mark === ']') done.ways.push([])
    }
  }
  return root
}

/** The places of brackets that belong together; the others are plain marks. */
function matchBrackets(pattern: string): Set<number> {
  const partner = new Set<number>()
  const open: number[] = []
  for (let index = 0; index < pattern.length; index += 1) {
    const mark = pattern[index]!
    if (mark === '\\') index += 1
    else if (mark === '[' || mark === '(') open.push(index)
    else if (mark === ']' || mark === ')') {
      const other = open[open.length - 1]
      if (other === undefined || (pattern[other] === '[') !== (mark === ']')) continue
      open.pop()
      partner.add(other).add(index)
    }
  }
  return partner
}

function countReadings(choice: Choice): number {
  const count = choice.ways.reduce((sum, way) => sum + countWay(way), 0)
  return Math.min(HUGE, count)
}

function countWay(way: readonly Node[]): number {
  return way.reduce<number>(
    (product, node) =>
      typeof node === 'string' ? product : Math.min(HUGE, product * countReadings(node)),
    1,
  )
}

/** One of the readings, by its number. */
function readingOf(choice: Choice, number: number): string {
  let left = number
  for (const way of choice.ways) {
    const count = countWay(way)
    if (left >= count) {
      left -= count
      continue
    }
    let text = ''
    for (const node of way) {
      if (typeof node === 'string') text += node
      else {
        const own = countReadings(node)
        text += readingOf(node, left % own)
        left = Math.floor(left / own)
      }
    }
    return text
  }
  return ''
}

/** A template as a LUIS pattern. */
export function writeLuisPattern(template: string, typeOf: (slot: string) => string): string {
  return parseTemplate(template)
    .map((part) => {
      if (part.kind === 'text') return part.text.replace(/[[\]()|]/gu, '\\$&')
      const type = typeOf(part.slot)
      return type === part.slot ? `{${type}}` : `{${type}:${part.slot}}`
    })
    .join('')
}
