// What the published runtime needs of the kernels: the forward pass of one text. Without relaxed SIMD, so that every machine gives the same numbers.
export { denseForward, denseScratch } from './dense'
export { bagForward } from './embedding-bag'
export { lstmForward, lstmForwardScratch, lstmPackedBytes } from './lstm-forward'
export { setScratch } from './memory'
export { featuresForward } from './task-features'
