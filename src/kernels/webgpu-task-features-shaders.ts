/**
 * WGSL of what the output layers read of the task layers, and its gradient; task-features-reference.ts has the
 * formulas. x is [batch, time, 4·units] with the columns: slot forward, slot backward, intent forward, intent backward.
 */
import type { Shader } from './webgpu-dispatch'

const COMMON = /* wgsl */ `
struct Sizes { batch: i32, time: i32, units: i32, hasMask: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> lengths: array<i32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> mask: array<f32>;
// The dropout factor of a unit, the same at all positions of a row.
fn factorOf(row: i32, unit: i32) -> f32 {
  if (sizes.hasMask == 0) { return 1.0; }
  return mask[row * 4 * sizes.units + unit];
}
// Where a unit is largest over time: the first of equals, and the first NaN, as in the reference.
fn largestPosition(first: i32, factor: f32, length: i32) -> i32 {
  let width = 4 * sizes.units;
  var best = 0;
  for (var position = 0; position < length; position++) {
    let value = x[first + position * width] * factor;
    if (value != value) { return position; }
    if (value > x[first + best * width] * factor) { best = position; }
  }
  return best;
}
`

/**
 * One invocation per row and unit of x: a unit of the slot layer is copied, one of the intent layer summarised. It goes
 * along time, 4·units numbers a step, and its neighbours beside it: so they read neighbouring numbers at each position.
 * None needs another's result, so there is no barrier.
 */
export const FEATURES_FORWARD: Shader = {
  name: 'skillet-features-forward',
  access: ['read', 'read', 'read', 'write', 'write'],
  code: /* wgsl */ `
${COMMON}
@group(0) @binding(4) var<storage, read_write> slotStates: array<f32>;
@group(0) @binding(5) var<storage, read_write> intentSummary: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let half = 2 * sizes.units;
  let row = i32(id.y);
  let unit = i32(id.x);
  if (unit >= 2 * half) { return; }
  let first = row * sizes.time * 2 * half + unit;
  let factor = factorOf(row, unit);
  let length = lengths[row];
  if (unit < half) {
    for (var position = 0; position < sizes.time; position++) {
      var state = 0.0;
      if (position < length) { state = x[first + position * 2 * half] * factor; }
      slotStates[(row * sizes.time + position) * half + unit] = state;
    }
    return;
  }
  // Forward units have read the whole text at its last token, backward units at its first.
  let last = select(0, length - 1, unit < half + sizes.units);
  let out = row * 2 * half + unit - half;
  intentSummary[out] = x[first + last * 2 * half] * factor;
  intentSummary[out + half] = x[first + largestPosition(first, factor, length) * 2 * half] * factor;
}
`,
}

/**
 * One invocation per row and unit of x: what each position gave on is what comes back to it. The position of the
 * maximum is found again, by the same rule as in the forward pass, instead of being kept. Padding gets zeros.
 */
export const FEATURES_BACKWARD: Shader = {
  name: 'skillet-features-backward',
  access: ['read', 'read', 'read', 'read', 'read', 'write'],
  code: /* wgsl */ `
${COMMON}
@group(0) @binding(4) var<storage, read> dSlotStates: array<f32>;
@group(0) @binding(5) var<storage, read> dIntentSummary: array<f32>;
@group(0) @binding(6) var<storage, read_write> dx: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let half = 2 * sizes.units;
  let row = i32(id.y);
  let unit = i32(id.x);
  if (unit >= 2 * half) { return; }
  let first = row * sizes.time * 2 * half + unit;
  let factor = factorOf(row, unit);
  let length = lengths[row];
  let isSlot = unit < half;
  var last = 0;
  var largest = 0;
  if (!isSlot) {
    last = select(0, length - 1, unit < half + sizes.units);
    largest = largestPosition(first, factor, length);
  }
  let out = row * 2 * half + unit - half;
  for (var position = 0; position < sizes.time; position++) {
    var slope = 0.0;
    if (position < length) {
      if (isSlot) {
        slope = dSlotStates[(row * sizes.time + position) * half + unit];
      } else {
        if (position == last) { slope += dIntentSummary[out]; }
        if (position == largest) { slope += dIntentSummary[out + half]; }
      }
    }
    dx[first + position * 2 * half] = slope * factor;
  }
}
`,
}
