/** The names under which our kernels are registered with TensorFlow.js, and the layout of their inputs and outputs. */

/** { x, lengths, inputKernel, recurrentKernel, bias, mask? } → [y, gates, cellStates] */
export const LSTM_SEQUENCE = 'SkilletLstmSequence'
/**
 * { dy, x, lengths, inputKernel, recurrentKernel, y, gates, cellStates, mask? }, attribute constantColumns
 * → [dInputKernel, dRecurrentKernel, dBias, dx], without dx when all columns of x are constant
 */
export const LSTM_SEQUENCE_GRADIENT = 'SkilletLstmSequenceGradient'
/** { x, lengths, mask }, attribute hasMask (without, the mask may be any tensor) → [slotStates, intentSummary] */
export const TASK_FEATURES = 'SkilletTaskFeatures'
/** { dSlotStates, dIntentSummary, x, lengths, mask }, attribute hasMask → dx */
export const TASK_FEATURES_GRADIENT = 'SkilletTaskFeaturesGradient'
/** { table, offsets, values, useOffsets, uses, prefix? } → vectors */
export const EMBEDDING_BAG = 'SkilletEmbeddingBag'
/** { dy, offsets, useOffsets, uses }, attribute prefixWidth → dTable */
export const EMBEDDING_BAG_GRADIENT = 'SkilletEmbeddingBagGradient'
/** { logits, labels, weights } → loss */
export const SOFTMAX_CROSS_ENTROPY = 'SkilletSoftmaxCrossEntropy'
/** { dy, logits, labels, weights } → dLogits */
export const SOFTMAX_CROSS_ENTROPY_GRADIENT = 'SkilletSoftmaxCrossEntropyGradient'
/**
 * { intentLogits, intents, slotLogits, slots }, attributes intentShare, slotShare, hasIntents, hasSlots
 * → [losses (sum, intents, slots), dIntentLogits, dSlotLogits]; labels of −1 count for nothing. On WebGPU alone.
 */
export const LABEL_LOSSES = 'SkilletLabelLosses'
/** { dy, x } → x times the first number of dy. On WebGPU alone. */
export const LABEL_LOSSES_GRADIENT = 'SkilletLabelLossesGradient'
/** { x, kernel, bias } → y */
export const DENSE = 'SkilletDense'
/** { dy, x, kernel } → [dx, dKernel, dBias] */
export const DENSE_GRADIENT = 'SkilletDenseGradient'
/**
 * { moments, weight0, gradient0, weight1, … }, attributes step, rates, decays, places and those of `AdamSettings`
 * → gradientNorm. Changes weights and moments in place: of each weight the means from its place on, then the variances.
 */
export const ADAM_UPDATE = 'SkilletAdamUpdate'
