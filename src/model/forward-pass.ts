/**
 * The network's forward pass, whole, whatever its numbers lie in: tensors where it learns, WASM memory or
 * plain arrays where it only answers.
 *
 * word vectors (frozen) ++ subword vectors → shared bi-LSTM → slot bi-LSTM → tag logits per token
 *                                                           → intent bi-LSTM → summary → intent logits
 */

/** The layers that the pass is made of, over one batch; `T` holds an array of numbers. */
export type Layers<T> = {
  /** Word vectors ++ the mean of each token's subword vectors: `[batch, time, wordDimensions + subwordDimensions]` */
  embed: (subwordTable: T) => T
  /** The bi-LSTMs of one level, side by side: `[batch, time, cells · units]` */
  recur: (level: 'shared' | 'task', x: T, weights: LstmWeights<T>) => T
  /** What the output layers read: `[batch, time, 2 · units]` and `[batch, 4 · units]` */
  features: (taskStates: T) => { slotStates: T; intentSummary: T }
  /** One output layer, over tokens or over texts: `[rows, classes]` */
  output: (kind: 'slot' | 'intent', x: T, kernel: T, bias: T) => T
}

export type LstmWeights<T> = { inputKernel: T; recurrentKernel: T; bias: T }

export type PassOutput<T> = {
  /** Null when the head has no intents. */
  intentLogits: T | null
  /** Null when the head has no slots. */
  slotLogits: T | null
  intentSummary: T
  slotStates: T
  sharedStates: T
}

/** Runs the layers, with the output layers `head/<head>/…` on top. */
export function passForward<T>(
  layers: Layers<T>,
  weights: Readonly<Record<string, T>>,
  head: string,
): PassOutput<T> {
  const level = (name: 'shared' | 'task'): LstmWeights<T> => ({
    inputKernel: weightOf(weights, `${name}/inputKernel`),
    recurrentKernel: weightOf(weights, `${name}/recurrentKernel`),
    bias: weightOf(weights, `${name}/bias`),
  })
  const vectors = layers.embed(weightOf(weights, 'subword/table'))
  const sharedStates = layers.recur('shared', vectors, level('shared'))
  const taskStates = layers.recur('task', sharedStates, level('task'))
  const { slotStates, intentSummary } = layers.features(taskStates)
  const output = (kind: 'slot' | 'intent', x: T): T | null => {
    const kernel = weights[`head/${head}/${kind}/kernel`]
    if (kernel === undefined) return null
    return layers.output(kind, x, kernel, weightOf(weights, `head/${head}/${kind}/bias`))
  }
  return {
    intentLogits: output('intent', intentSummary),
    slotLogits: output('slot', slotStates),
    intentSummary,
    slotStates,
    sharedStates,
  }
}

function weightOf<T>(weights: Readonly<Record<string, T>>, name: string): T {
  const found = weights[name]
  if (found === undefined) throw new Error(`the network has no weight named ${name}`)
  return found
}
