/**
 * TensorFlow.js's WebGPU backend with the kernels that the network, its gradients and its loss use, a few of over a
 * hundred: half as much to download. A kernel that is missing here fails by its name.
 */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-webgpu/dist/base'
import { addConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Add'
import { addNConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/AddN'
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul'
import { castConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast'
import { concatConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat'
import { expandDimsConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ExpandDims'
import { fillConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Fill'
import { identityConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity'
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply'
import { negConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Neg'
import { onesLikeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/OnesLike'
import { packConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Pack'
import { padV2Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/PadV2'
import { realDivConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv'
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape'
import { sliceConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Slice'
import { splitVConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/SplitV'
import { squareConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Square'
import { subConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sub'
import { sumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum'
import { transposeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Transpose'
import { unpackConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Unpack'
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ZerosLike'

const KERNELS = [
  addConfig,
  addNConfig,
  batchMatMulConfig,
  castConfig,
  concatConfig,
  expandDimsConfig,
  fillConfig,
  identityConfig,
  multiplyConfig,
  negConfig,
  onesLikeConfig,
  packConfig,
  padV2Config,
  realDivConfig,
  reshapeConfig,
  sliceConfig,
  splitVConfig,
  squareConfig,
  subConfig,
  sumConfig,
  transposeConfig,
  unpackConfig,
  zerosLikeConfig,
]

for (const kernel of KERNELS) {
  if (!tf.getKernel(kernel.kernelName, 'webgpu')) tf.registerKernel(kernel)
}
