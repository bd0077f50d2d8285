/**
 * Network and lexical model as operators of ONNX: what `src/model/forward-pass.ts` and `poolLogits` do, for a batch
 * of texts of any length. What goes in and what comes out is told in `docs/onnx.md`.
 */
import { tagCount } from '@/model/labels'
import { INTENT_SHARE, LEXICAL_BUCKETS, TAG_SHARE } from '@/model/lexical-model'
import type { ModelBundle } from '@/model/model-bundle'
import { SKILL_HEAD } from '@/model/network-shapes'
import type { Vocabulary } from '@/model/vocabulary'
import type { OnnxGraph } from './onnx-file'

/** Adds all between the numbers of words and the logits of intents and tags. */
export function addNetwork(graph: OnnxGraph, bundle: ModelBundle, vocabulary: Vocabulary): void {
  const { labels, lexical } = bundle
  const { node } = graph
  const tables = addConstants(graph)
  const { x, lengths, isToken } = addTexts(graph, bundle, vocabulary, tables)
  const shared = addBiLstm(graph, bundle, { level: 'shared', cell: 0, x, lengths })
  const sharedStates = inOneRow(graph, shared.states, [0, 2, 1, 3], tables.rows) // [tokens, batch, 2 · units]

  if (labels.intents.length > 0) {
    const classes = labels.intents.length
    const task = addBiLstm(graph, bundle, { level: 'task', cell: 2, x: sharedStates, lengths })
    const states = inOneRow(graph, task.states, [2, 0, 1, 3], tables.rows) // [batch, tokens, 2 · units]
    const counted = node('Where', [isToken, states, tables.lowest])
    const summary = node(
      'Concat',
      [
        node('Reshape', [node('Transpose', [task.last], { perm: [1, 0, 2] }), tables.row]),
        node('ReduceMax', [counted], { axes: [1], keepdims: 0 }),
      ],
      { axis: 1 },
    ) // [batch, 4 · units]
    const logits = addOutputLayer(graph, bundle, 'intent', summary)
    const features = { name: 'text', axes: ['batch', 'text_features'], axis: tables.second }
    const table = lexical?.intents ?? null
    const share = INTENT_SHARE
    const pooled = addLexical(graph, logits, { ...features, table, classes, share })
    graph.output('intent_logits', pooled, ['batch', classes])
  }
  if (labels.slots.length > 0) {
    const classes = tagCount(labels)
    const task = addBiLstm(graph, bundle, { level: 'task', cell: 0, x: sharedStates, lengths })
    const states = inOneRow(graph, task.states, [2, 0, 1, 3], tables.rows) // [batch, tokens, 2 · units]
    const logits = addOutputLayer(graph, bundle, 'slot', states)
    const axes = ['batch', 'tokens', 'token_features']
    const features = { name: 'token', axes, axis: tables.third }
    const table = lexical?.tags ?? null
    const pooled = addLexical(graph, logits, { ...features, table, classes, share: TAG_SHARE })
    graph.output('slot_logits', pooled, ['batch', 'tokens', classes])
  }
}

type Tables = ReturnType<typeof addConstants>

function addConstants({ constant }: OnnxGraph) {
  return {
    none: constant('none', [], [0]),
    each: constant('each', [], [1]),
    second: constant('second_axis', [1], [1]),
    third: constant('third_axis', [1], [2]),
    least: constant('least_count', [], Float32Array.of(1)),
    lowest: constant('lowest', [], Float32Array.of(-3e38)),
    /** Shapes that keep the first axes and make one of the others. */
    row: constant('shape_row', [2], [0, -1]),
    rows: constant('shape_rows', [3], [0, 0, -1]),
  }
}

/** What the shared layer reads, `[tokens, batch, wordDimensions + subwordDimensions]`, and how long each text is. */
function addTexts(
  { node, input, constant }: OnnxGraph,
  { network, weights }: ModelBundle,
  { vectors, scales, dimensions, words: list }: Vocabulary,
  { none, each, second, third, least, rows }: Tables,
) {
  const words = input({ name: 'words', type: 'int64', axes: ['batch', 'tokens'] })
  const subwordAxes = ['batch', 'tokens', 'subwords']
  const subwords = input({ name: 'subwords', type: 'int64', axes: subwordAxes })
  // −1 is the last row of a table, and that is zero: unknown words and padding.
  const withZeros = <T extends Int8Array | Float32Array>(longer: T, values: T): T => {
    longer.set(values)
    return longer
  }
  const parts = scales.length / list.length
  const bytes = withZeros(new Int8Array(vectors.length + dimensions), vectors)
  const sizes = withZeros(new Float32Array(scales.length + parts), scales)
  const byteShape = [list.length + 1, parts, dimensions / parts]
  const wordBytes = node('Gather', [constant('word_bytes', byteShape, bytes), words])
  const sizeShape = [list.length + 1, parts, 1]
  const wordScales = node('Gather', [constant('word_scales', sizeShape, sizes), words])
  const scaled = node('Mul', [node('Cast', [wordBytes], { to: 1 }), wordScales])
  const wordVectors = node('Reshape', [scaled, rows]) // [batch, tokens, wordDimensions]

  const { subwordBuckets, subwordDimensions } = network
  const table = weights['subword/table']?.values ?? new Float32Array()
  const padded = withZeros(new Float32Array(table.length + subwordDimensions), table)
  const subwordRows = node('Gather', [
    constant('subword_table', [subwordBuckets + 1, subwordDimensions], padded),
    subwords,
  ])
  const isSubword = node('Cast', [node('GreaterOrEqual', [subwords, none])], { to: 1 })
  const counts = node('ReduceSum', [isSubword, third], { keepdims: 1 })
  const subwordVectors = node('Div', [
    node('ReduceSum', [subwordRows, third], { keepdims: 0 }),
    node('Max', [counts, least]),
  ]) // [batch, tokens, subwordDimensions]

  const vectorsOfTexts = node('Concat', [wordVectors, subwordVectors], { axis: 2 })
  const tokens = node('ReduceMax', [isSubword], { axes: [2], keepdims: 0 })
  const counted = node('ReduceSum', [tokens, second], { keepdims: 0 })
  const lengths = node('Max', [counted, least]) // [batch]
  const time = node('Gather', [node('Shape', [words]), each])
  const places = node('Range', [none, time, each])
  const ends = node('Unsqueeze', [node('Cast', [lengths], { to: 7 }), second])
  return {
    x: node('Transpose', [vectorsOfTexts], { perm: [1, 0, 2] }),
    lengths: node('Cast', [lengths], { to: 6 }),
    isToken: node('Unsqueeze', [node('Less', [places, ends]), third]), // [batch, tokens, 1]
  }
}

/** Gates in the order of ONNX (i, o, f, c) by their place in ours (i, f, c, o). */
const GATES = [0, 3, 1, 2]

/** Two cells of a level, one in each direction: `states [tokens, 2, batch, units]`, `last [2, batch, units]`. */
function addBiLstm(
  { nodes, constant }: OnnxGraph,
  { network: { units }, weights }: ModelBundle,
  options: { level: 'shared' | 'task'; cell: number; x: string; lengths: string },
): { states: string; last: string } {
  const { level, cell, x, lengths } = options
  const values = (name: string) => weights[`${level}/${name}`]?.values ?? new Float32Array()
  const [input, recurrent, bias] = [
    values('inputKernel'),
    values('recurrentKernel'),
    values('bias'),
  ]
  const gates = 4 * units
  const inputs = input.length / bias.length
  const w = new Float32Array(2 * gates * inputs)
  const r = new Float32Array(2 * gates * units)
  const b = new Float32Array(2 * 2 * gates)
  for (let direction = 0; direction < 2; direction += 1) {
    for (let row = 0; row < gates; row += 1) {
      const column = GATES[Math.floor(row / units)]! * units + (row % units)
      const ours = (cell + direction) * gates + column
      const to = direction * gates + row
      for (let i = 0; i < inputs; i += 1) w[to * inputs + i] = input[i * bias.length + ours]!
      for (let u = 0; u < units; u += 1) {
        r[to * units + u] = recurrent[((cell + direction) * units + u) * gates + column]!
      }
      b[direction * 2 * gates + row] = bias[ours]!
    }
  }
  const name = `${level}_${cell}`
  const [states = '', last = ''] = nodes(
    'LSTM',
    [
      x,
      constant(`${name}_input`, [2, gates, inputs], w),
      constant(`${name}_recurrent`, [2, gates, units], r),
      constant(`${name}_bias`, [2, 2 * gates], b),
      lengths,
    ],
    { direction: 'bidirectional', hidden_size: units },
    2,
  )
  return { states, last }
}

/** Puts the axes into another order and both directions beside each other. */
function inOneRow({ node }: OnnxGraph, states: string, perm: readonly number[], shape: string) {
  return node('Reshape', [node('Transpose', [states], { perm }), shape])
}

function addOutputLayer(
  { node, constant }: OnnxGraph,
  { weights }: ModelBundle,
  kind: 'intent' | 'slot',
  x: string,
): string {
  const [kernel, bias] = ['kernel', 'bias'].map((part) => {
    const weight = weights[`head/${SKILL_HEAD}/${kind}/${part}`]
    return constant(`${kind}_${part}`, weight?.shape ?? [0], weight?.values ?? new Float32Array())
  })
  return node('Add', [node('MatMul', [x, kernel!]), bias!])
}

/** The logits of both models, averaged; the network's where there is no other. */
function addLexical(
  { node, input, constant }: OnnxGraph,
  logits: string,
  options: {
    name: string
    axes: readonly string[]
    /** Constant that names the axis of the features. */
    axis: string
    /** `[LEXICAL_BUCKETS, classes]` */
    table: Float32Array | null
    classes: number
    share: number
  },
): string {
  const { name, axes, axis, table, classes, share } = options
  if (!table || table.length === 0) return logits
  const features = input({ name: `${name}_features`, type: 'int64', axes })
  const values = input({ name: `${name}_weights`, type: 'float', axes })
  const rows = node('Gather', [
    constant(`${name}_table`, [LEXICAL_BUCKETS, classes], table),
    features,
  ])
  const sums = node('MatMul', [node('Unsqueeze', [values, axis]), rows])
  const others = node('Squeeze', [sums, axis])
  const part = (of: string, size: number, label: string) =>
    node('Mul', [of, constant(`${name}_${label}`, [], Float32Array.of(size))])
  return node('Add', [part(logits, 1 - share, 'network_share'), part(others, share, 'share')])
}
