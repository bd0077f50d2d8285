/** WGSL of the LSTM, forward and backward. At most 256 invocations, 8 storage buffers and 16 KiB of workgroup memory, as all our shaders: WebGPU's guaranteed limits. */
import type { Shader } from './webgpu-dispatch'

/** Without overflow, and without min or max, which may swallow NaN. */
const ACTIVATIONS = /* wgsl */ `
fn sigmoid(x: f32) -> f32 {
  let e = exp(-abs(x));
  let r = 1.0 / (1.0 + e);
  return select(e * r, r, x >= 0.0);
}
fn hyperbolic(x: f32) -> f32 {
  let e = exp(-2.0 * abs(x));
  let r = (1.0 - e) / (1.0 + e);
  return select(-r, r, x >= 0.0);
}
`

/** Rows that one invocation works on: each weight that it reads serves all of them. */
export const ROWS_PER_INVOCATION = 2
/** Units beyond this do not fit the guaranteed workgroup memory. */
export const MOST_UNITS = 256

const LSTM_COMMON = /* wgsl */ `
struct Sizes { batch: i32, time: i32, units: i32, cells: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
const ROWS = ${ROWS_PER_INVOCATION};
${ACTIVATIONS}
fn tokenAt(row: i32, step: i32, length: i32, cell: i32) -> i32 {
  return row * sizes.time + select(step, length - 1 - step, cell % 2 == 1);
}
`

/** All steps of one cell for a few rows in one workgroup; `gates` holds the input projection and becomes the activated gates. */
export const LSTM_FORWARD: Shader = {
  name: 'skillet-lstm-forward',
  access: ['read', 'read', 'write', 'write', 'write'],
  code: /* wgsl */ `
${LSTM_COMMON}
@group(0) @binding(1) var<storage, read> lengths: array<i32>;
@group(0) @binding(2) var<storage, read> kernel: array<f32>;
@group(0) @binding(3) var<storage, read_write> gates: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read_write> cellStates: array<f32>;
var<workgroup> hidden: array<f32, ${MOST_UNITS * ROWS_PER_INVOCATION}>;

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  let units = sizes.units;
  let cell = i32(group.y);
  let unit = i32(index) % units;
  let part = i32(index) / units;
  let parts = 256 / units;
  let isIdle = part >= parts;
  let firstRow = (i32(group.x) * parts + part) * ROWS;
  let own = part * ROWS * units;
  let weights = cell * units * 4 * units + unit;
  var states: array<f32, ROWS>;
  if (!isIdle) {
    for (var r = 0; r < ROWS; r++) { hidden[own + r * units + unit] = 0.0; }
  }
  workgroupBarrier();
  for (var step = 0; step < sizes.time; step++) {
    var sums = array<vec4<f32>, ROWS>(); // said outright: a bare declaration in a loop kept the last step's
    if (!isIdle && step > 0) {
      for (var k = 0; k < units; k++) {
        let at = weights + k * 4 * units;
        let w = vec4<f32>(kernel[at], kernel[at + units], kernel[at + 2 * units], kernel[at + 3 * units]);
        for (var r = 0; r < ROWS; r++) { sums[r] += hidden[own + r * units + k] * w; }
      }
    }
    workgroupBarrier();
    for (var r = 0; r < ROWS; r++) {
      let row = firstRow + r;
      if (isIdle || row >= sizes.batch) { continue; }
      let length = lengths[row];
      if (step >= length) {
        let padding = ((row * sizes.time + step) * sizes.cells + cell) * units + unit;
        y[padding] = 0.0;
        cellStates[padding] = 0.0;
        continue;
      }
      let token = tokenAt(row, step, length, cell);
      let gate = (token * sizes.cells + cell) * 4 * units + unit;
      let input = sigmoid(gates[gate] + sums[r].x);
      let forget = sigmoid(gates[gate + units] + sums[r].y);
      let candidate = hyperbolic(gates[gate + 2 * units] + sums[r].z);
      let output = sigmoid(gates[gate + 3 * units] + sums[r].w);
      states[r] = input * candidate + select(0.0, forget * states[r], step > 0);
      let h = output * hyperbolic(states[r]);
      gates[gate] = input;
      gates[gate + units] = forget;
      gates[gate + 2 * units] = candidate;
      gates[gate + 3 * units] = output;
      let at = (token * sizes.cells + cell) * units + unit;
      cellStates[at] = states[r];
      y[at] = h;
      hidden[own + r * units + unit] = h;
    }
    workgroupBarrier();
  }
}
`,
}

/** The same backwards: from the gradient of y to that of the pre-activations, zero at padding. */
export const LSTM_BACKWARD: Shader = {
  name: 'skillet-lstm-backward',
  access: ['read', 'read', 'read', 'read', 'read', 'write'],
  code: /* wgsl */ `
${LSTM_COMMON}
@group(0) @binding(1) var<storage, read> lengths: array<i32>;
@group(0) @binding(2) var<storage, read> kernel: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> gates: array<f32>;
@group(0) @binding(4) var<storage, read> cellStates: array<f32>;
@group(0) @binding(5) var<storage, read> dy: array<f32>;
@group(0) @binding(6) var<storage, read_write> slopes: array<f32>;
var<workgroup> later: array<f32, ${4 * MOST_UNITS * ROWS_PER_INVOCATION}>;

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  let units = sizes.units;
  let cell = i32(group.y);
  let unit = i32(index) % units;
  let part = i32(index) / units;
  let parts = 256 / units;
  let isIdle = part >= parts;
  let firstRow = (i32(group.x) * parts + part) * ROWS;
  let own = part * ROWS * 4 * units;
  // Row unit of the cell's recurrent kernel, four columns at a time.
  let weights = (cell * units + unit) * units;
  var carries: array<f32, ROWS>;
  for (var step = sizes.time - 1; step >= 0; step--) {
    var dHidden = array<f32, ROWS>();
    for (var r = 0; r < ROWS; r++) {
      let row = firstRow + r;
      if (isIdle || row >= sizes.batch) { continue; }
      let length = lengths[row];
      if (step + 1 >= length) { continue; }
      var sum = vec4<f32>();
      for (var j = 0; j < units; j++) {
        let at = own + r * 4 * units + 4 * j;
        sum += kernel[weights + j] * vec4<f32>(later[at], later[at + 1], later[at + 2], later[at + 3]);
      }
      dHidden[r] = sum.x + sum.y + sum.z + sum.w;
    }
    workgroupBarrier();
    for (var r = 0; r < ROWS; r++) {
      let row = firstRow + r;
      if (isIdle || row >= sizes.batch) { continue; }
      let length = lengths[row];
      if (step >= length) {
        let padding = ((row * sizes.time + step) * sizes.cells + cell) * 4 * units + unit;
        for (var g = 0; g < 4; g++) { slopes[padding + g * units] = 0.0; }
        continue;
      }
      let token = tokenAt(row, step, length, cell);
      let gate = (token * sizes.cells + cell) * 4 * units + unit;
      let at = (token * sizes.cells + cell) * units + unit;
      let input = gates[gate];
      let forget = gates[gate + units];
      let candidate = gates[gate + 2 * units];
      let output = gates[gate + 3 * units];
      let state = hyperbolic(cellStates[at]);
      let dh = dy[at] + dHidden[r];
      let dc = carries[r] + dh * output * (1.0 - state * state);
      var before = 0.0;
      if (step > 0) {
        before = cellStates[(tokenAt(row, step - 1, length, cell) * sizes.cells + cell) * units + unit];
      }
      let slope = vec4<f32>(
        dc * candidate * input * (1.0 - input),
        dc * before * forget * (1.0 - forget),
        dc * input * (1.0 - candidate * candidate),
        dh * state * output * (1.0 - output),
      );
      carries[r] = dc * forget;
      for (var g = 0; g < 4; g++) {
        slopes[gate + g * units] = slope[g];
        later[own + (r * 4 + g) * units + unit] = slope[g];
      }
    }
    workgroupBarrier();
  }
}
`,
}
