import type { EncodedText } from '@/model/encoding'
import type { RawOutput } from '@/model/run-network'

/** What runs the network. */
export type Engine = {
  kind: 'wasm' | 'plain'
  /** The answers of texts, in their order. Several at once take less time than one after the other. */
  run: (texts: readonly EncodedText[]) => RawOutput[]
}
