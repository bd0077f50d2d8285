/** The WGSL of our operations. Each uses at most 256 invocations, 8 storage buffers and 16 KiB of workgroup memory: WebGPU's guaranteed limits. */
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

/**
 * C = A · B + bias for any strides, one layer of workgroups per cell. `shiftTime` > 0 shifts A along its depth,
 * which then runs over tokens: by one token back for even cells and forward for odd ones, zero at a row's ends.
 */
export const MATMUL: Shader = {
  name: 'skillet-matmul',
  access: ['read', 'read', 'read', 'write'],
  code: /* wgsl */ `
struct Sizes {
  m: i32, n: i32, k: i32, shiftTime: i32,
  aRow: i32, aColumn: i32, aCell: i32, hasBias: i32,
  bRow: i32, bColumn: i32, bCell: i32, cRow: i32, cCell: i32,
}
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> c: array<f32>;

const TILE = 32;
const DEPTH = 16;
var<workgroup> tileA: array<array<f32, TILE>, DEPTH>;
var<workgroup> tileB: array<array<f32, TILE>, DEPTH>;

fn readA(row: i32, depth: i32, cell: i32) -> f32 {
  if (row >= sizes.m || depth >= sizes.k) { return 0.0; }
  var token = depth;
  if (sizes.shiftTime > 0) {
    let position = depth % sizes.shiftTime;
    if (cell % 2 == 0) {
      if (position == 0) { return 0.0; }
      token = depth - 1;
    } else {
      if (position == sizes.shiftTime - 1) { return 0.0; }
      token = depth + 1;
    }
  }
  return a[cell * sizes.aCell + row * sizes.aRow + token * sizes.aColumn];
}

fn readB(depth: i32, column: i32, cell: i32) -> f32 {
  if (column >= sizes.n || depth >= sizes.k) { return 0.0; }
  return b[cell * sizes.bCell + depth * sizes.bRow + column * sizes.bColumn];
}

@compute @workgroup_size(8, 8)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let cell = i32(group.z);
  let top = i32(group.y) * TILE;
  let left = i32(group.x) * TILE;
  let row = i32(local.y) * 4;
  let column = i32(local.x) * 4;
  var sums: array<vec4<f32>, 4>;
  for (var start = 0; start < sizes.k; start += DEPTH) {
    for (var part = 0; part < 8; part++) {
      let at = part * 64 + i32(index);
      // Neighbouring invocations read neighbouring numbers, whichever way the matrix lies.
      if (sizes.aColumn == 1) {
        tileA[at % DEPTH][at / DEPTH] = readA(top + at / DEPTH, start + at % DEPTH, cell);
      } else {
        tileA[at / TILE][at % TILE] = readA(top + at % TILE, start + at / TILE, cell);
      }
      if (sizes.bColumn == 1) {
        tileB[at / TILE][at % TILE] = readB(start + at / TILE, left + at % TILE, cell);
      } else {
        tileB[at % DEPTH][at / DEPTH] = readB(start + at % DEPTH, left + at / DEPTH, cell);
      }
    }
    workgroupBarrier();
    for (var depth = 0; depth < DEPTH; depth++) {
      let right = vec4<f32>(
        tileB[depth][column], tileB[depth][column + 1], tileB[depth][column + 2], tileB[depth][column + 3],
      );
      for (var r = 0; r < 4; r++) {
        sums[r] += tileA[depth][row + r] * right;
      }
    }
    workgroupBarrier();
  }
  for (var r = 0; r < 4; r++) {
    for (var s = 0; s < 4; s++) {
      let i = top + row + r;
      let j = left + column + s;
      if (i < sizes.m && j < sizes.n) {
        var value = sums[r][s];
        if (sizes.hasBias > 0) { value += bias[j]; }
        c[cell * sizes.cCell + i * sizes.cRow + j] = value;
      }
    }
  }
}
`,
}

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

/** The sum of a matrix's rows [m, n], one invocation per column. */
export const SUM_ROWS: Shader = {
  name: 'skillet-sum-rows',
  access: ['read', 'write'],
  code: /* wgsl */ `
struct Sizes { m: i32, n: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let column = i32(id.x);
  if (column >= sizes.n) { return; }
  var sum = 0.0;
  for (var row = 0; row < sizes.m; row++) { sum += x[row * sizes.n + column]; }
  sums[column] = sum;
}
`,
}

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

/** One invocation per bag and dimension. */
export const BAG_FORWARD: Shader = {
  name: 'skillet-bag-forward',
  access: ['read', 'read', 'read', 'write'],
  code: /* wgsl */ `
struct Sizes { count: i32, width: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> table: array<f32>;
@group(0) @binding(2) var<storage, read> offsets: array<i32>;
@group(0) @binding(3) var<storage, read> buckets: array<i32>;
@group(0) @binding(4) var<storage, read_write> vectors: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let at = i32(id.x);
  let bag = at / sizes.width;
  if (bag >= sizes.count) { return; }
  let dimension = at % sizes.width;
  var sum = 0.0;
  for (var i = offsets[bag]; i < offsets[bag + 1]; i++) { sum += table[buckets[i] * sizes.width + dimension]; }
  vectors[at] = sum / f32(max(1, offsets[bag + 1] - offsets[bag]));
}
`,
}

/** One invocation per bucket and dimension: no atomics, and sums in a fixed order. */
export const BAG_BACKWARD: Shader = {
  name: 'skillet-bag-backward',
  access: ['read', 'read', 'read', 'read', 'write'],
  code: /* wgsl */ `
struct Sizes { buckets: i32, width: i32, rowStride: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> offsets: array<i32>;
@group(0) @binding(3) var<storage, read> useOffsets: array<i32>;
@group(0) @binding(4) var<storage, read> uses: array<i32>;
@group(0) @binding(5) var<storage, read_write> dTable: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let at = i32(id.y) * sizes.rowStride + i32(id.x);
  let bucket = at / sizes.width;
  if (bucket >= sizes.buckets || i32(id.x) >= sizes.rowStride) { return; }
  let dimension = at % sizes.width;
  var sum = 0.0;
  for (var i = useOffsets[bucket]; i < useOffsets[bucket + 1]; i++) {
    let bag = uses[i];
    sum += dy[bag * sizes.width + dimension] / f32(offsets[bag + 1] - offsets[bag]);
  }
  dTable[at] = sum;
}
`,
}

/** The loss in one workgroup: a batch has too few rows for more to pay. */
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

/** 256 rows per workgroup; each adds up all weights for itself. */
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

/** Partial sums that each tensor leaves for the norm. */
export const NORM_PARTS = 64

/** Writes the sums of squares of NORM_PARTS interleaved parts of a tensor to its place in `parts`. */
export const SQUARES: Shader = {
  name: 'skillet-squares',
  access: ['read', 'write'],
  code: /* wgsl */ `
struct Sizes { count: i32, place: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> parts: array<f32>;
var<workgroup> sums: array<f32, 64>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  var sum = 0.0;
  for (var i = i32(group.x * 64u + index); i < sizes.count; i += ${NORM_PARTS * 64}) { sum += values[i] * values[i]; }
  sums[index] = sum;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (index < half) { sums[index] += sums[index + half]; }
    workgroupBarrier();
  }
  if (index == 0u) { parts[sizes.place * ${NORM_PARTS} + i32(group.x)] = sums[0]; }
}
`,
}

/** The norm of all gradients, and the factor that clips them: NaN when the norm is not finite, told by its bits. */
export const NORM: Shader = {
  name: 'skillet-norm',
  access: ['read', 'write', 'write'],
  code: /* wgsl */ `
struct Sizes { count: i32, maxNorm: f32, nan: f32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> parts: array<f32>;
@group(0) @binding(2) var<storage, read_write> norm: array<f32>;
@group(0) @binding(3) var<storage, read_write> scale: array<f32>;
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
    scale[0] = sizes.nan;
  } else {
    scale[0] = select(1.0, sizes.maxNorm / length, length > sizes.maxNorm);
  }
}
`,
}

/** One tensor's step of Adam, in place. */
export const ADAM: Shader = {
  name: 'skillet-adam',
  access: ['read', 'read', 'write', 'write', 'write'],
  code: /* wgsl */ `
struct Settings {
  count: i32, rowStride: i32, beta1: f32, beta2: f32,
  meanCorrection: f32, varianceCorrection: f32, epsilon: f32, rate: f32, decay: f32,
}
@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> gradient: array<f32>;
@group(0) @binding(3) var<storage, read_write> weight: array<f32>;
@group(0) @binding(4) var<storage, read_write> mean: array<f32>;
@group(0) @binding(5) var<storage, read_write> variance: array<f32>;
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = i32(id.y) * settings.rowStride + i32(id.x);
  if (i >= settings.count || i32(id.x) >= settings.rowStride) { return; }
  let slope = gradient[i] * scale[0];
  let m = settings.beta1 * mean[i] + (1.0 - settings.beta1) * slope;
  let v = settings.beta2 * variance[i] + (1.0 - settings.beta2) * slope * slope;
  mean[i] = m;
  variance[i] = v;
  let change = m * settings.meanCorrection / (sqrt(v * settings.varianceCorrection) + settings.epsilon);
  weight[i] = weight[i] - settings.rate * (change + settings.decay * weight[i]);
}
`,
}
