/** WGSL of the sequence summary and its gradient. */
import type { Shader } from './webgpu-dispatch'

const SUMMARY_COMMON = /* wgsl */ `
struct Sizes { batch: i32, time: i32, units: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> lengths: array<i32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
fn largestPosition(first: i32, width: i32, length: i32) -> i32 {
  var best = 0;
  for (var position = 0; position < length; position++) {
    let value = x[first + position * width];
    if (value != value) { return position; }
    if (value > x[first + best * width]) { best = position; }
  }
  return best;
}
`

/** One invocation per row and unit of x. */
export const SUMMARY_FORWARD: Shader = {
  name: 'skillet-summary-forward',
  access: ['read', 'read', 'write'],
  code: /* wgsl */ `
${SUMMARY_COMMON}
@group(0) @binding(3) var<storage, read_write> summary: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let width = 2 * sizes.units;
  let row = i32(id.y);
  let unit = i32(id.x);
  if (unit >= width) { return; }
  let first = row * sizes.time * width + unit;
  let last = select(0, lengths[row] - 1, unit < sizes.units);
  summary[row * 2 * width + unit] = x[first + last * width];
  summary[row * 2 * width + width + unit] = x[first + largestPosition(first, width, lengths[row]) * width];
}
`,
}

export const SUMMARY_BACKWARD: Shader = {
  name: 'skillet-summary-backward',
  access: ['read', 'read', 'read', 'write'],
  code: /* wgsl */ `
${SUMMARY_COMMON}
@group(0) @binding(3) var<storage, read> dy: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let width = 2 * sizes.units;
  let row = i32(id.y);
  let unit = i32(id.x);
  if (unit >= width) { return; }
  let first = row * sizes.time * width + unit;
  let last = select(0, lengths[row] - 1, unit < sizes.units);
  let largest = largestPosition(first, width, lengths[row]);
  for (var position = 0; position < sizes.time; position++) {
    var slope = 0.0;
    if (position == last) { slope += dy[row * 2 * width + unit]; }
    if (position == largest) { slope += dy[row * 2 * width + width + unit]; }
    dx[first + position * width] = slope;
  }
}
`,
}
