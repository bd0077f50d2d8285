// What the module offers. Compiled twice by `npm run build:kernels`: with and without relaxed SIMD (fused multiply-add).
export { adamStep, sumOfSquares } from './adam'
export { denseBackward, denseForward, denseScratch } from './dense'
export { bagBackward, bagForward } from './embedding-bag'
export { addInto, lstmBackward, lstmBackwardScratch } from './lstm-backward'
export { lstmForward, lstmForwardScratch, lstmPackedBytes } from './lstm-forward'
export { setScratch } from './memory'
export { crossEntropyBackward, crossEntropyForward } from './softmax-cross-entropy'
export { featuresBackward, featuresForward } from './task-features'
