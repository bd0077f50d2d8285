/**
 * What the spans of a skill teach about borders inside words.
 *
 * In training a text is cut at the edges of its spans (`[10](amount)kg`), but a new text has no spans
 * yet. So a skill with such spans remembers where its words came apart, and every text, in training as
 * in answering, is cut there: between the same sorts of characters (a number before letters), and around
 * the same pieces of words (`Schlafzimmer|licht`). A skill without such spans has no cuts, and its texts
 * have the plain tokens.
 */
import type { Span } from './project'
import { cutAtOffsets, type Token, tokenize } from './tokenizer'

export type WordCuts = {
  /** Sorts of the characters on both sides, `0` for any number, `a` for any letter: `0a`, `-0`. */
  joints: string[]
  /** What words began with, up to a cut between letters; lower case. */
  heads: string[]
  /** What words ended with. */
  tails: string[]
  /** Values of slots without white space: what a short piece may stand beside. */
  values: string[]
}

/** Pieces of words are no longer than this. */
const LONGEST_PIECE = 40
/** So many letters on both sides speak for themselves; shorter pieces need a known one beside them. */
const CLEAR_LETTERS = 3
const MOST_PIECES = 5000

/** What spans inside of words teach; null where there are none, as in most skills. */
export function learnWordCuts(
  utterances: readonly { text: string; spans: readonly Span[] }[],
): WordCuts | null {
  const joints = new Set<string>()
  const heads = new Set<string>()
  const tails = new Set<string>()
  for (const { text, spans } of utterances) {
    if (spans.length === 0) continue
    const whole = tokenize(text)
    const cut = tokenize(text, { spans })
    if (cut.length === whole.length) continue
    let index = 0
    for (const word of whole) {
      for (; (cut[index]?.end ?? Infinity) < word.end; index += 1) {
        const offset = cut[index]!.end
        const joint = jointAt(text, offset)
        if (joint !== 'aa') {
          joints.add(joint)
          continue
        }
        addPiece(heads, text.slice(word.start, offset))
        addPiece(tails, text.slice(offset, word.end))
      }
      index += 1
    }
  }
  if (joints.size + heads.size + tails.size === 0) return null
  const values = new Set<string>()
  if (heads.size + tails.size > 0) {
    for (const { text, spans } of utterances) {
      for (const { start, end } of spans) {
        const said = text.slice(start, end)
        if (!/\s/u.test(said)) addPiece(values, said)
      }
    }
  }
  return { joints: [...joints], heads: [...heads], tails: [...tails], values: [...values] }
}

/** The function that cuts the tokens of a text as a skill has learned to. */
export function createWordCutter(
  cuts: WordCuts | null,
): (text: string, tokens: readonly Token[]) => readonly Token[] {
  if (cuts === null) return (_, tokens) => tokens
  const joints = new Set(cuts.joints)
  const heads = new Set(cuts.heads)
  const tails = new Set(cuts.tails)
  const values = new Set(cuts.values)
  const hasPieces = heads.size + tails.size > 0

  function isCut(text: string, word: Token, offset: number): boolean {
    const joint = jointAt(text, offset)
    if (joint !== 'aa') return joints.has(joint)
    if (!hasPieces) return false
    const hasHead = offset - word.start <= LONGEST_PIECE
    const hasTail = word.end - offset <= LONGEST_PIECE
    const head = hasHead ? text.slice(word.start, offset).toLowerCase() : ''
    const tail = hasTail ? text.slice(offset, word.end).toLowerCase() : ''
    const isClear = offset - word.start >= CLEAR_LETTERS && word.end - offset >= CLEAR_LETTERS
    return (
      (hasTail && tails.has(tail) && (isClear || heads.has(head) || values.has(head))) ||
      (hasHead && heads.has(head) && (isClear || tails.has(tail) || values.has(tail)))
    )
  }

  return (text, tokens) => {
    const offsets: number[] = []
    for (const word of tokens) {
      for (let offset = word.start + 1; offset < word.end; offset += 1) {
        if (isCut(text, word, offset)) offsets.push(offset)
      }
    }
    return offsets.length === 0 ? tokens : cutAtOffsets(tokens, offsets)
  }
}

function addPiece(pieces: Set<string>, piece: string): void {
  if (piece.length <= LONGEST_PIECE && pieces.size < MOST_PIECES) pieces.add(piece.toLowerCase())
}

/** The sorts of the characters before and after an offset. */
function jointAt(text: string, offset: number): string {
  return sortOf(text[offset - 1] ?? '') + sortOf(text[offset] ?? '')
}

/** Any number is `0`; a mark is itself; all the rest, accents and halves of characters too, are letters. */
function sortOf(character: string): string {
  if (/\p{N}/u.test(character)) return '0'
  return /[\p{P}\p{S}]/u.test(character) ? character : 'a'
}
