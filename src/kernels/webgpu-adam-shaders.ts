/** WGSL of clipping by the global norm and of Adam. */
import type { Shader } from './webgpu-dispatch'

/** Partial sums that each tensor leaves for the norm. */
export const NORM_PARTS = 64

/** Tensors whose squares one dispatch sums: with `parts` they fill the eight storage buffers that WebGPU guarantees. */
export const SQUARES_TENSORS = 7

const places = Array.from({ length: SQUARES_TENSORS }, (_, index) => index)

/**
 * Writes the sums of squares of NORM_PARTS interleaved parts of each tensor to their places in `parts`, the first
 * tensor's at `place`.
 */
export const SQUARES: Shader = {
  name: 'skillet-squares',
  access: [...places.map(() => 'read' as const), 'write'],
  code: /* wgsl */ `
struct Sizes { place: i32, ${places.map((i) => `count${i}: i32`).join(', ')} }
@group(0) @binding(0) var<uniform> sizes: Sizes;
${places.map((i) => `@group(0) @binding(${i + 1}) var<storage, read> values${i}: array<f32>;`).join('\n')}
@group(0) @binding(${SQUARES_TENSORS + 1}) var<storage, read_write> parts: array<f32>;
var<workgroup> sums: array<f32, 64>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  let first = i32(group.x * 64u + index);
  var sum = 0.0;
  switch (group.y) {
${places
  .map(
    (i) =>
      `    case ${i}u: { for (var i = first; i < sizes.count${i}; i += ${NORM_PARTS * 64}) { sum += values${i}[i] * values${i}[i]; } }`,
  )
  .join('\n')}
    default: {}
  }
  sums[index] = sum;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (index < half) { sums[index] += sums[index + half]; }
    workgroupBarrier();
  }
  if (index == 0u) { parts[(sizes.place + i32(group.y)) * ${NORM_PARTS} + i32(group.x)] = sums[0]; }
}
`,
}

/**
 * The norm of all gradients, and what is new in each step of Adam, in `step`: the factor that clips gradients (NaN
 * when the norm is not finite, told by its bits), the two corrections and the learning rate. Passed on in a buffer,
 * so that Adam's own uniforms and bindings stay the same from step to step.
 */
export const NORM: Shader = {
  name: 'skillet-norm',
  access: ['read', 'write', 'write'],
  code: /* wgsl */ `
struct Sizes { count: i32, maxNorm: f32, nan: f32, meanCorrection: f32, varianceCorrection: f32, rate: f32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> parts: array<f32>;
@group(0) @binding(2) var<storage, read_write> norm: array<f32>;
@group(0) @binding(3) var<storage, read_write> step: array<f32>;
var<workgroup> sums: array<f32, 64>;
@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) index: u32) {
  var sum = 0.0;
  for (var i = i32(index); i < sizes.count; i += 64) { sum += parts[i]; }
  sums[index] = sum;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (index < half) { sums[index] += sums[index + half]; }
    workgroupBarrier();
  }
  if (index > 0u) { return; }
  let length = sqrt(sums[0]);
  norm[0] = length;
  if ((bitcast<u32>(sums[0]) & 0x7f800000u) == 0x7f800000u) {
    step[0] = sizes.nan;
  } else {
    step[0] = select(1.0, sizes.maxNorm / length, length > sizes.maxNorm);
  }
  step[1] = sizes.meanCorrection;
  step[2] = sizes.varianceCorrection;
  step[3] = sizes.rate;
}
`,
}

/** One tensor's step of Adam, in place. */
export const ADAM: Shader = {
  name: 'skillet-adam',
  access: ['read', 'read', 'write', 'write', 'write'],
  code: /* wgsl */ `
struct Settings {
  count: i32, rowStride: i32, beta1: f32, beta2: f32, epsilon: f32, rateShare: f32, decay: f32,
}
@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> step: array<f32>;
@group(0) @binding(2) var<storage, read> gradient: array<f32>;
@group(0) @binding(3) var<storage, read_write> weight: array<f32>;
@group(0) @binding(4) var<storage, read_write> mean: array<f32>;
@group(0) @binding(5) var<storage, read_write> variance: array<f32>;
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = i32(id.y) * settings.rowStride + i32(id.x);
  if (i >= settings.count || i32(id.x) >= settings.rowStride) { return; }
  let slope = gradient[i] * step[0];
  let m = settings.beta1 * mean[i] + (1.0 - settings.beta1) * slope;
  let v = settings.beta2 * variance[i] + (1.0 - settings.beta2) * slope * slope;
  mean[i] = m;
  variance[i] = v;
  let change = m * step[1] / (sqrt(v * step[2]) + settings.epsilon);
  weight[i] = weight[i] - step[3] * settings.rateShare * (change + settings.decay * weight[i]);
}
`,
}
