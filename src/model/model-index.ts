/** `public/models/index.json`: where each vocabulary lies, and which one each network ever published has read by. */
import { z } from 'zod'
import { knownVersion } from '@/project/known-version'

/** The index's name in the folder that holds the models' folders. */
export const INDEX_FILE = 'index.json'

export const modelIndexSchema = z.object({
  format: z.literal('skillet-models'),
  version: knownVersion(1),
  /** By vocabulary id: its file, relative to the index, and what that must be. */
  vocabularies: z.record(
    z.string(),
    z.object({
      path: z.string().min(1),
      bytes: z.int().positive(),
      sha256: z.string().length(64),
    }),
  ),
  /**
   * By network id: the vocabulary id. Networks stay here after they are gone, since models from before
   * vocabularies had ids of their own name the network instead.
   */
  networks: z.record(z.string(), z.string()),
})
export type ModelIndex = z.infer<typeof modelIndexSchema>

/** A vocabulary's place by its id, or by that of a network that read by it; null when it is not published. */
export function findVocabularyFile(
  index: ModelIndex,
  id: string,
): { id: string; path: string; bytes: number; sha256: string } | null {
  const vocabularyId = index.networks[id] ?? id
  const file = index.vocabularies[vocabularyId]
  return file ? { id: vocabularyId, ...file } : null
}
