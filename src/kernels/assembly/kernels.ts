// What the module offers. Compiled twice by `npm run build:kernels`: with and without relaxed SIMD (fused multiply-add).
export { adamStep, sumOfSquares } from './adam'
export { denseBackward, denseForward } from './dense'
export { bagBackward, bagForward } from './embedding-bag'
export { lstmBackward } from './lstm-backward'
export { lstmForward } from './lstm-forward'
export { summaryBackward, summaryForward } from './sequence-summary'
export { crossEntropyBackward, crossEntropyForward } from './softmax-cross-entropy'
