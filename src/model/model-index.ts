/** `public/models/index.json`: where each vocabulary lies, and which one each network ever published has read by. */
import * as v from 'valibot'
import { knownVersion } from '@/project/known-version'
import { named, recordOf, size } from '@/project/schema-parts'

/** The index's name in the folder that holds the models' folders. */
export const INDEX_FILE = 'index.json'

export const modelIndexSchema = v.object({
  format: v.literal('skillet-models'),
  version: knownVersion(1),
  /** By vocabulary id: its file, relative to the index, and what that must be. */
  vocabularies: recordOf(
    v.object({
      path: named,
      bytes: size,
      sha256: v.pipe(v.string(), v.length(64)),
    }),
  ),
  /**
   * By network id: the vocabulary id. Networks stay here after they are gone, since models from before
   * vocabularies had ids of their own name the network instead.
   */
  networks: recordOf(v.string()),
})
export type ModelIndex = v.InferOutput<typeof modelIndexSchema>

/** A vocabulary's place by its id, or by that of a network that read by it; null when it is not published. */
export function findVocabularyFile(
  index: ModelIndex,
  id: string,
): { id: string; path: string; bytes: number; sha256: string } | null {
  const vocabularyId = index.networks[id] ?? id
  const file = index.vocabularies[vocabularyId]
  return file ? { id: vocabularyId, ...file } : null
}
