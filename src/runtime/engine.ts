import type { EncodedText } from '@/model/encoding'
import type { RawOutput } from '@/model/run-network'

/** What runs the network, one text after the other. */
export type Engine = {
  kind: 'wasm' | 'plain'
  run: (text: EncodedText) => RawOutput
}
