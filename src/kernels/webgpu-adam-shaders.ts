/**
 * WGSL of clipping by the global norm and of Adam; adam-reference.ts has the formulas and their sources. Three kinds of
 * dispatches, one after the other, as each needs all of the one before:
 *
 *     SQUARES     Σ g² of 64 parts of each tensor        seven tensors a dispatch
 *     NORM        ‖g‖ = √ of their sum, clipping factor  one workgroup
 *     adamShader  m, v and w of each number, in place    three tensors a dispatch, one invocation a number
 */
import type { Shader } from './webgpu-dispatch'

/** Partial sums that each tensor leaves for the norm. */
export const NORM_PARTS = 64

/** Tensors whose squares one dispatch sums: with `parts` they fill the eight storage buffers that WebGPU guarantees. */
export const SQUARES_TENSORS = 7

const places = Array.from({ length: SQUARES_TENSORS }, (_, index) => index)

/**
 * Writes the sums of squares of NORM_PARTS interleaved parts of each tensor to their places in `parts`, the first
 * tensor's at `place`. Workgroup (p, t) takes part p of tensor t, its 64 invocations every 4,096th number each; their
 * sums are added in pairs, halving six times with a barrier after each. Single precision, as WGSL has no double: short
 * sums that meet in a tree lose less than one long one.
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
 * The norm of all gradients, and the factor that clips them (NaN when the norm is not finite, told by its bits), which
 * joins the two corrections and the learning rate in `step`. What is new in each step comes in a tensor, so that
 * uniforms and bindings stay the same from step to step.
 *
 *     step = [clipping factor, 1/(1 − β₁ᵗ), 1/(1 − β₂ᵗ), highest learning rate]
 *
 * WGSL lets compilers assume that NaN and infinity do not occur: `x != x` may be taken for false, and neither can be
 * written as a constant. Hence an exponent of all ones is looked for as bits, and the NaN comes in as a uniform.
 */
export const NORM: Shader = {
  name: 'skillet-norm',
  access: ['read', 'write', 'write'],
  code: /* wgsl */ `
struct Sizes { count: i32, maxNorm: f32, nan: f32 }
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
}
`,
}

/** Tensors that one dispatch of `adamShader` moves: with `step` and the moments they fill the eight storage buffers. */
export const ADAM_TENSORS = 3

/** Workgroups of one line of the grid; WebGPU guarantees 65,535. */
export const ADAM_ACROSS = 32_768

/**
 * A step of Adam of some tensors, in place; each has a part of `moments`, the means before the variances. An invocation
 * takes one number of one tensor, and no other touches that number: nothing waits for anything. Workgroups are numbered
 * through all tensors of the dispatch; each tensor has those from its `firstGroup` on, which the last test that is true
 * finds from the back. `rateShare` is its learning rate as a share of the highest.
 */
export function adamShader(tensors: number): Shader {
  const each = Array.from({ length: tensors }, (_, index) => index)
  return {
    name: `skillet-adam-${tensors}`,
    access: ['read', 'write', ...each.flatMap(() => ['read', 'write'] as const)],
    code: /* wgsl */ `
struct Tensor { count: i32, place: i32, firstGroup: i32, rateShare: f32, decay: f32, unused0: i32, unused1: i32, unused2: i32 }
struct Settings { beta1: f32, beta2: f32, epsilon: f32, groups: i32, list: array<Tensor, ${tensors}> }
@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> step: array<f32>;
@group(0) @binding(2) var<storage, read_write> moments: array<f32>;
${each
  .map(
    (i) => `@group(0) @binding(${2 * i + 3}) var<storage, read> gradient${i}: array<f32>;
@group(0) @binding(${2 * i + 4}) var<storage, read_write> weight${i}: array<f32>;`,
  )
  .join('\n')}

/** What is taken away from a weight; changes its moments. */
fn moved(tensor: Tensor, i: i32, slope: f32, weight: f32) -> f32 {
  let at = tensor.place + i;
  let m = settings.beta1 * moments[at] + (1.0 - settings.beta1) * slope;
  let v = settings.beta2 * moments[at + tensor.count] + (1.0 - settings.beta2) * slope * slope;
  moments[at] = m;
  moments[at + tensor.count] = v;
  let change = m * step[1] / (sqrt(v * step[2]) + settings.epsilon);
  return step[3] * tensor.rateShare * (change + tensor.decay * weight);
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  let place = i32(group.y * ${ADAM_ACROSS}u + group.x);
  if (place >= settings.groups) { return; }
${each
  .toReversed()
  .map(
    (i) => `  if (place >= settings.list[${i}].firstGroup) {
    let i = (place - settings.list[${i}].firstGroup) * 256 + i32(index);
    if (i < settings.list[${i}].count) {
      weight${i}[i] -= moved(settings.list[${i}], i, gradient${i}[i] * step[0], weight${i}[i]);
    }
    return;
  }`,
  )
  .join('\n')}
}
`,
  }
}
