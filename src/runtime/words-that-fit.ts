/** The words of a compact model: as many of the vocabulary as there is room for. */
import { zipSync } from 'fflate'
import { coarsenVectors } from '@/model/coarse-vectors'
import { likenOthers } from '@/model/likened-words'
import { nearWords } from '@/model/near-words'
import type { Vocabulary } from '@/model/vocabulary'
import { packVocabulary } from '@/model/vocabulary-file'

/** What the row of a likened word takes in a zip. */
const ROW_BYTES = 1.4

/** The words nearest to the texts, in about so many bytes of a zip, and all others as words that are read like these. */
export function wordsThatFit(
  vocabulary: Vocabulary,
  texts: readonly string[],
  bytes: number,
): Vocabulary {
  const usual = coarsenVectors(nearWords(vocabulary, [], 0))
  const each = zippedBytes(packVocabulary(usual)) / usual.words.length
  const others = zippedBytes(new TextEncoder().encode([...vocabulary.words].sort().join('\n')))
  const room = bytes - others - ROW_BYTES * vocabulary.words.length
  const near = nearWords(vocabulary, texts, Math.floor(room / each))
  return coarsenVectors(likenOthers(vocabulary, near))
}

function zippedBytes(bytes: Uint8Array): number {
  return zipSync({ words: bytes }).length
}
