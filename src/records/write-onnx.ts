/** Writes a model as ONNX, for programs that run networks of any origin. */
import type { Vocabulary } from '@/model/vocabulary'
import { SKILLET_VERSION } from '@/project/skillet-version'
import { LONE_CHARACTER } from '@/project/whole-characters'
import type { ModelFile } from './model-file'
import { createOnnxGraph } from './onnx-file'
import { addNetwork } from './onnx-network'
import { cardFacts } from './write-model-file'

/** Usual ending of an ONNX model. */
export const ONNX_EXTENSION = '.onnx'

/** One file that holds the network, the words that it reads by, and what its logits mean. */
export function writeOnnx(
  model: Pick<ModelFile, 'bundle' | 'skill' | 'golden' | 'story'>,
  vocabulary: Vocabulary,
): Uint8Array<ArrayBuffer> {
  const graph = createOnnxGraph()
  addNetwork(graph, model.bundle, vocabulary)
  return graph.finish({
    name: 'skillet',
    producer: 'skillet',
    version: SKILLET_VERSION,
    about: `Intents and slots of ${model.skill.name}`,
    metadata: {
      card: JSON.stringify({ ...cardFacts(model), card: model.story }),
      words: [
        ...vocabulary.words,
        ...[...vocabulary.likened].map(([word, row]) => `${word}\t${row}`),
      ].join('\n'),
      characters: pythonPattern(LONE_CHARACTER.source),
    },
  })
}

/** Where accents and vowel signs stand: no other plane of Unicode has any. */
const PLANES_OF_MARKS: readonly (readonly [from: number, to: number])[] = [
  [0, 0x1ffff],
  [0xe0000, 0xeffff],
]

/** A pattern for Python's `re`, which writes code points in another way and knows no classes of Unicode. */
export function pythonPattern(source: string): string {
  const written = (point: number) => `\\U${point.toString(16).padStart(8, '0')}`
  const hanging = marks().map(([from, to]) => `${written(from)}-${written(to)}`)
  return source
    .replace(/\\u\{([0-9a-f]+)\}/gi, (_, digits: string) => written(Number.parseInt(digits, 16)))
    .replaceAll('\\p{M}', hanging.join(''))
}

/** Stretches of code points that are accents and vowel signs. */
function marks(): [from: number, to: number][] {
  const stretches: [number, number][] = []
  for (const [from, to] of PLANES_OF_MARKS) {
    for (let point = from; point <= to; point += 1) {
      if (!/\p{M}/u.test(String.fromCodePoint(point))) continue
      const last = stretches.at(-1)
      if (last && last[1] === point - 1) last[1] = point
      else stretches.push([point, point])
    }
  }
  return stretches
}
