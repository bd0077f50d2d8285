/**
 * The sentence templates that Home Assistant, OVOS and Padatious share:
 * `(turn|switch) on [the] <thing> in {area:room}`, and `(a;b)` for any order.
 */

/** A template as a tree. An optional part is a choice between itself and nothing. */
export type SentencePart =
  | { kind: 'text'; text: string }
  | { kind: 'sequence'; parts: SentencePart[] }
  | { kind: 'choice'; options: SentencePart[] }
  | { kind: 'permutation'; members: SentencePart[] }
  | { kind: 'list'; list: string; slot: string }
  | { kind: 'rule'; rule: string }

/** A tree, or one sentence about why there is none. */
export type SentenceParse =
  | { kind: 'parsed'; sentence: SentencePart }
  | { kind: 'broken'; reason: string }

/** Deeper groups than these are no template that a person wrote, and would exhaust the stack. */
const DEEPEST = 100

/** What is open while a template is read: the members that `|` and `;` have parted so far. */
type Open = {
  close: ')' | ']' | ''
  /** What the separators have made of this group: nothing yet, a choice or a permutation. */
  joined: 'sequence' | 'choice' | 'permutation'
  members: SentencePart[]
  parts: SentencePart[]
}

/**
 * Reads a template in one pass; a backslash makes the next character plain. The plain grammar of OVOS
 * has neither backslashes nor permutations.
 */
export function parseSentence(
  template: string,
  { isPlain = false }: { isPlain?: boolean } = {},
): SentenceParse {
  const stack: Open[] = [openGroup('')]
  let text = ''
  const top = () => stack[stack.length - 1] as Open
  const endText = () => {
    if (text !== '') top().parts.push({ kind: 'text', text })
    text = ''
  }
  for (let index = 0; index < template.length; index += 1) {
    const mark = template[index] ?? ''
    if (mark === '\\' && !isPlain && index + 1 < template.length) {
      index += 1
      text += template[index]
    } else if (mark === '(' || mark === '[') {
      endText()
      if (stack.length > DEEPEST) return broken('Its brackets are nested deeper than any sentence.')
      stack.push(openGroup(mark === '(' ? ')' : ']'))
    } else if (mark === ')' || mark === ']') {
      endText()
      const group = top()
      if (group.close !== mark) return broken(`A “${mark}” closes nothing.`)
      stack.pop()
      const inner = closeGroup(group)
      top().parts.push(mark === ')' ? inner : optional(inner))
    } else if (mark === '|' || (mark === ';' && !isPlain)) {
      endText()
      part(top(), mark === '|' ? 'choice' : 'permutation')
    } else if (mark === '{' || mark === '<') {
      endText()
      const close = mark === '{' ? '}' : '>'
      const end = template.indexOf(close, index)
      if (end < 0) return broken(`A “${mark}” is not closed.`)
      const name = template.slice(index + 1, end).replace(/\\(.)/gu, '$1')
      if (/[{<]/u.test(name)) return broken(`A “${mark}” is not closed.`)
      const reference = mark === '{' ? listReference(name) : { kind: 'rule' as const, rule: name }
      if (!reference || name.trim() === '') return broken(`“${mark}${close}” names nothing.`)
      top().parts.push(reference)
      index = end
    } else if (mark === '}' || mark === '>') return broken(`A “${mark}” closes nothing.`)
    else text += mark
  }
  endText()
  if (stack.length > 1) return broken(`A “${top().close === ')' ? '(' : '['}” is not closed.`)
  return { kind: 'parsed', sentence: closeGroup(top()) }
}

function broken(reason: string): SentenceParse {
  return { kind: 'broken', reason }
}

function openGroup(close: Open['close']): Open {
  return { close, joined: 'sequence', members: [], parts: [] }
}

function sequence(parts: SentencePart[]): SentencePart {
  const [only] = parts
  return only && parts.length === 1 ? only : { kind: 'sequence', parts }
}

/** A separator ends a member; a separator of the other kind takes all that went before as one. */
function part(group: Open, kind: 'choice' | 'permutation'): void {
  group.members.push(sequence(group.parts))
  group.parts = []
  if (group.joined !== kind && group.joined !== 'sequence') {
    group.members = [joinMembers(group)]
  }
  group.joined = kind
}

function closeGroup(group: Open): SentencePart {
  if (group.joined === 'sequence') return sequence(group.parts)
  return joinMembers({ ...group, members: [...group.members, sequence(group.parts)] })
}

function joinMembers({ joined, members }: Open): SentencePart {
  return joined === 'choice'
    ? { kind: 'choice', options: members }
    : { kind: 'permutation', members }
}

function optional(inner: SentencePart): SentencePart {
  const options = inner.kind === 'choice' ? inner.options : [inner]
  return { kind: 'choice', options: [...options, { kind: 'text', text: '' }] }
}

/** `{area}`, `{area:room}`, `{0..100:brightness}`; `{@x}` and `{x:@y}` only capture. */
function listReference(name: string): SentencePart | null {
  const colon = name.indexOf(':')
  const list = (colon < 0 ? name : name.slice(0, colon)).trim().replace(/^@/u, '')
  const slot =
    colon < 0
      ? list
      : name
          .slice(colon + 1)
          .trim()
          .replace(/^@/u, '')
  return list && slot ? { kind: 'list', list, slot } : null
}

/** Makes a text mean itself inside a template. */
export function escapeSentence(text: string): string {
  return text.replace(/[\\()[\]{}<>|;]/gu, '\\$&')
}
