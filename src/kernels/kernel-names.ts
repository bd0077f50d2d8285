/** The names under which our kernels are registered with TensorFlow.js, and the layout of their inputs and outputs. */

/** { x, lengths, inputKernel, recurrentKernel, bias } → [y, gates, cellStates] */
export const LSTM_SEQUENCE = 'SkilletLstmSequence'
/** { dy, x, lengths, inputKernel, recurrentKernel, y, gates, cellStates } → [dx, dInputKernel, dRecurrentKernel, dBias] */
export const LSTM_SEQUENCE_GRADIENT = 'SkilletLstmSequenceGradient'
/** { x, lengths } → summary */
export const SEQUENCE_SUMMARY = 'SkilletSequenceSummary'
/** { dy, x, lengths } → dx */
export const SEQUENCE_SUMMARY_GRADIENT = 'SkilletSequenceSummaryGradient'
/** { table, offsets, values, useOffsets, uses } → vectors */
export const EMBEDDING_BAG = 'SkilletEmbeddingBag'
/** { dy, offsets, useOffsets, uses } → dTable */
export const EMBEDDING_BAG_GRADIENT = 'SkilletEmbeddingBagGradient'
/** { logits, labels, weights } → loss */
export const SOFTMAX_CROSS_ENTROPY = 'SkilletSoftmaxCrossEntropy'
/** { dy, logits, labels, weights } → dLogits */
export const SOFTMAX_CROSS_ENTROPY_GRADIENT = 'SkilletSoftmaxCrossEntropyGradient'
/** { x, kernel, bias } → y */
export const DENSE = 'SkilletDense'
/** { dy, x, kernel } → [dx, dKernel, dBias] */
export const DENSE_GRADIENT = 'SkilletDenseGradient'
/** { weight0, gradient0, mean0, variance0, weight1, … } → gradientNorm; changes weights, means and variances in place */
export const ADAM_UPDATE = 'SkilletAdamUpdate'
