/**
 * WGSL of the loss and its gradient; softmax-cross-entropy-reference.ts has the formulas. logits [rows, classes],
 * labels and weights [rows]; one invocation works on a whole row, of few classes.
 */
import type { Shader } from './webgpu-dispatch'

/**
 * The loss in one workgroup: a batch has too few rows for more to pay. Each invocation sums every 256th row; then the
 * 256 sums are added in pairs, half as many each time, with a barrier between, as one reads what another has written.
 */
export const CROSS_ENTROPY_FORWARD: Shader = {
  name: 'skillet-cross-entropy-forward',
  access: ['read', 'read', 'read', 'write'],
  code: /* wgsl */ `
struct Sizes { rows: i32, classes: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<i32>;
@group(0) @binding(3) var<storage, read> weights: array<f32>;
@group(0) @binding(4) var<storage, read_write> loss: array<f32>;
var<workgroup> sums: array<vec2<f32>, 256>;
@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) index: u32) {
  var sum = vec2<f32>();
  for (var row = i32(index); row < sizes.rows; row += 256) {
    let weight = weights[row];
    if (weight == 0.0) { continue; }
    let start = row * sizes.classes;
    var largest = logits[start];
    for (var k = 1; k < sizes.classes; k++) { largest = max(largest, logits[start + k]); }
    var total = 0.0;
    for (var k = 0; k < sizes.classes; k++) { total += exp(logits[start + k] - largest); }
    sum += weight * vec2<f32>(log(total) + largest - logits[start + labels[row]], 1.0);
  }
  // (weighted losses, weights) of 256 partial sums, added up pairwise in a fixed order.
  sums[index] = sum;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half /= 2u) {
    if (index < half) { sums[index] += sums[index + half]; }
    workgroupBarrier();
  }
  if (index == 0u) { loss[0] = sums[0].x / max(sums[0].y, 1e-12); }
}
`,
}

/**
 * 256 rows per workgroup, one an invocation. Workgroups cannot wait for each other, so that each adds up all weights
 * for itself; barriers come before the first `return`, since all invocations have to reach them.
 */
export const CROSS_ENTROPY_BACKWARD: Shader = {
  name: 'skillet-cross-entropy-backward',
  access: ['read', 'read', 'read', 'read', 'write'],
  code: /* wgsl */ `
struct Sizes { rows: i32, classes: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> labels: array<i32>;
@group(0) @binding(4) var<storage, read> weights: array<f32>;
@group(0) @binding(5) var<storage, read_write> dLogits: array<f32>;
var<workgroup> sums: array<f32, 256>;
@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) index: u32, @builtin(global_invocation_id) id: vec3<u32>) {
  var sum = 0.0;
  for (var row = i32(index); row < sizes.rows; row += 256) { sum += weights[row]; }
  sums[index] = sum;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half /= 2u) {
    if (index < half) { sums[index] += sums[index + half]; }
    workgroupBarrier();
  }
  let row = i32(id.x);
  if (row >= sizes.rows) { return; }
  let start = row * sizes.classes;
  let weight = weights[row];
  if (weight == 0.0) {
    for (var k = 0; k < sizes.classes; k++) { dLogits[start + k] = 0.0; }
    return;
  }
  // dz = dy · w / Σw · (softmax − one-hot)
  let scale = dy[0] * weight / max(sums[0], 1e-12);
  var largest = logits[start];
  for (var k = 1; k < sizes.classes; k++) { largest = max(largest, logits[start + k]); }
  var total = 0.0;
  for (var k = 0; k < sizes.classes; k++) { total += exp(logits[start + k] - largest); }
  for (var k = 0; k < sizes.classes; k++) {
    let isLabel = k == labels[row];
    dLogits[start + k] = scale * (exp(logits[start + k] - largest) / total - select(0.0, 1.0, isLabel));
  }
}
`,
}
