/** One call that makes our operations and the gradients that the network needs known to TensorFlow.js. */
import { registerCoreGradients } from './core-gradients'
import { registerCpuKernels } from './cpu-kernels'
import { registerEmbeddingBagGradient } from './embedding-bag'
import { registerLabelLossesGradient } from './label-losses'
import { registerSoftmaxCrossEntropyGradient } from './softmax-cross-entropy'
import { registerTaskFeaturesGradient } from './task-features'
import { registerWasmKernels } from './wasm-kernels'
import { registerWebgpuKernels } from './webgpu-kernels'

/** Call once before the first operation, in each thread; the backends themselves are chosen by the caller. */
export async function registerKernels(): Promise<void> {
  registerPlainKernels()
  await registerWasmKernels()
}

/** All but those for WASM, which a browser may be unable or forbidden to compile. */
export function registerPlainKernels(): void {
  registerCoreGradients()
  registerTaskFeaturesGradient()
  registerEmbeddingBagGradient()
  registerSoftmaxCrossEntropyGradient()
  registerLabelLossesGradient()
  registerCpuKernels()
  registerWebgpuKernels()
}
