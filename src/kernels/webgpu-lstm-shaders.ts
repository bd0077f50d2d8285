/**
 * WGSL of the LSTM, forward and backward: a workgroup takes one row of one cell through all steps. The 4·units columns
 * of the recurrent kernel are read as vectors of four; each of the 256 invocations keeps its share of them in registers
 * over all steps, because reading them anew each step is what such a kernel waits for (persistent RNNs: Diamos and
 * others 2016). Within WebGPU's guaranteed limits, as all our shaders: 256 invocations, 8 storage buffers, 16 KiB of
 * workgroup memory.
 *
 * All steps in one dispatch, as only invocations of one workgroup can wait for each other (`workgroupBarrier`); rows
 * and cells never need to. The formulas are in lstm-sequence-reference.ts. Buffers are row-major, with all cells of a
 * token side by side and padding in its place, unlike those of the WASM kernels:
 *
 *     gates, slopes   [batch, time, cells, 4·units]     z, then i f g o; dz
 *     y, cellStates   [batch, time, cells, units]       h; c
 *     kernel          [cells, units, 4·units]           as vectors: [cells, units rows, units vectors of four columns]
 */
import type { Shader } from './webgpu-dispatch'

const INVOCATIONS = 256
/** Units beyond this do not fit the invocations of a workgroup. */
export const MOST_UNITS = INVOCATIONS
/** Vectors of four weights that an invocation keeps in registers, forward: 160 of the 255 that a current GPU has. */
const KEPT_VECTORS = 40
/** Loads that are under way before the first of them is used. */
const LOADS_AHEAD = 8
/** Neighbouring invocations that share a row of the kernel, backward: they read 128 neighbouring bytes. */
const LANES = 8
const WORKGROUP_BYTES = 16_384

/** The LSTM's shaders for cells of this many units, at most `MOST_UNITS`; the same ones when asked again. */
export function lstmShaders(units: number): { forward: Shader; backward: Shader } {
  const known = shaders.get(units)
  if (known) return known
  const made = { forward: forwardShader(units), backward: backwardShader(units) }
  shaders.set(units, made)
  return made
}

const shaders = new Map<number, { forward: Shader; backward: Shader }>()

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

/** `tokenAt` is row · time + position of a row's step: backward cells read from the row's last token to its first. */
const COMMON = /* wgsl */ `
struct Sizes { time: i32, cells: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
${ACTIVATIONS}
fn tokenAt(row: i32, step: i32, length: i32, cell: i32) -> i32 {
  return row * sizes.time + select(step, length - 1 - step, cell % 2 == 1);
}
`

/**
 * All steps of one cell; `gates` holds the input projection and becomes the activated gates. Invocation (slice, column)
 * multiplies four columns of its slice of the kernel's rows with the hidden state; then the first `units` invocations
 * add the slices in their order and activate one unit each.
 *
 * With 128 units: two slices of 64 rows, of which an invocation keeps 40 vectors in registers and reads the other 24 at
 * each step, eight at a time. Column j of the product is g · units + u for gate g of unit u, and component j mod 4 of
 * vector j / 4: so unit u finds its four gates in four vectors, which other invocations made.
 *
 *     product     reads hidden, writes sums        ── barrier: all sums are there
 *     activation  reads sums, writes newHidden     ── barrier: all of h is there
 *     packing     reads newHidden, writes hidden   ── barrier: the next product may begin
 *
 * Invocations that neither multiply nor activate run along, as all of a workgroup must come to each barrier. Step 0 has
 * no product: h₋ is zero.
 */
function forwardShader(units: number): Shader {
  // `depth` rows of the kernel a slice, a multiple of four since the hidden state is read in vectors of four.
  const slices = Math.floor(INVOCATIONS / units)
  const depth = roundUp(Math.ceil(units / slices), 4)
  const kept = Math.min(KEPT_VECTORS, depth)
  const rest = depth - kept
  const ahead = rest % LOADS_AHEAD === 0 ? LOADS_AHEAD : 4
  // Slices that do not divide the units reach beyond the last row: there the hidden state is 0, whatever is read.
  const rowOf = (k: string) =>
    slices * depth === units ? `(first + ${k})` : `min(first + ${k}, ${units - 1}u)`
  const weight = (k: string) => `kernel[weights + ${rowOf(k)} * ${units}u]`
  // Four rows k … k + 3 at once: one vector of the hidden state, and a vector of weights for each of its numbers.
  const addFour = (k: string, weights: readonly string[]) =>
    `{ let h = hidden[(first + ${k}) / 4u]; ${weights
      .map((w, i) => `sum += h[${i}] * ${w};`)
      .join(' ')} }`
  return {
    name: `skillet-lstm-forward-${units}`,
    access: ['read', 'read', 'write', 'write', 'write'],
    code: /* wgsl */ `
${COMMON}
@group(0) @binding(1) var<storage, read> lengths: array<i32>;
@group(0) @binding(2) var<storage, read> kernel: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> gates: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read_write> cellStates: array<f32>;
var<workgroup> hidden: array<vec4<f32>, ${(slices * depth) / 4}>;
var<workgroup> newHidden: array<f32, ${slices * depth}>;
var<workgroup> sums: array<vec4<f32>, ${slices * units}>;

@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  let row = i32(group.x);
  let cell = i32(group.y);
  let length = lengths[row];
  let slice = index / ${units}u;
  let column = index % ${units}u;
  let unit = i32(column);
  let isMultiplying = slice < ${slices}u;
  let isActivating = slice == 0u;
  let first = min(slice, ${slices - 1}u) * ${depth}u;
  let weights = u32(cell) * ${units * units}u + column;
${list(kept, (k) => `  let kept${k} = ${weight(`${k}u`)};`)}
  var state = 0.0;
  for (var step = 0; step < length; step++) {
    let token = tokenAt(row, step, length, cell);
    let gate = (token * sizes.cells + cell) * ${4 * units} + unit;
    var z = vec4<f32>();
    if (isActivating) {
      z = vec4<f32>(gates[gate], gates[gate + ${units}], gates[gate + ${2 * units}], gates[gate + ${3 * units}]);
    }
    if (step > 0 && isMultiplying) {
      var sum = vec4<f32>();
${
  rest === 0
    ? ''
    : `      for (var k = ${kept}u; k < ${depth}u; k += ${ahead}u) {
${list(ahead, (i) => `        let w${i} = ${weight(`k + ${i}u`)};`)}
${list(
  ahead / 4,
  (i) =>
    `        ${addFour(
      `k + ${4 * i}u`,
      four((j) => `w${4 * i + j}`),
    )}`,
)}
      }`
}
${list(
  kept / 4,
  (i) =>
    `      ${addFour(
      `${4 * i}u`,
      four((j) => `kept${4 * i + j}`),
    )}`,
)}
      sums[slice * ${units}u + column] = sum;
    }
    workgroupBarrier();
    if (isActivating) {
      if (step > 0) {
        // Column g · units + unit of the product is part of the vector of four at a quarter of that.
${list(4, (g) => `        { let at = ${g * units}u + column; z[${g}] += ${sumOf(slices, (s) => `sums[${s * units}u + at / 4u][at % 4u]`)}; }`)}
      }
      let input = sigmoid(z.x);
      let forget = sigmoid(z.y);
      let candidate = hyperbolic(z.z);
      let output = sigmoid(z.w);
      state = input * candidate + select(0.0, forget * state, step > 0);
      let h = output * hyperbolic(state);
      newHidden[column] = h;
      gates[gate] = input;
      gates[gate + ${units}] = forget;
      gates[gate + ${2 * units}] = candidate;
      gates[gate + ${3 * units}] = output;
      let at = (token * sizes.cells + cell) * ${units} + unit;
      cellStates[at] = state;
      y[at] = h;
    }
    workgroupBarrier();
    // Once more, so that the loop above reads four numbers at a time.
    if (index < ${Math.ceil(units / 4)}u) {
      let at = 4u * index;
      hidden[index] = vec4<f32>(newHidden[at], newHidden[at + 1u], newHidden[at + 2u], newHidden[at + 3u]);
    }
    workgroupBarrier();
  }
  if (isActivating) {
    for (var step = length; step < sizes.time; step++) {
      let padding = ((row * sizes.time + step) * sizes.cells + cell) * ${units} + unit;
      y[padding] = 0.0;
      cellStates[padding] = 0.0;
    }
  }
}
`,
  }
}

/**
 * The same backwards: from the gradient of y to that of the pre-activations, zero at padding. The kernel is read as it
 * lies, so nothing is transposed: `LANES` neighbouring invocations read neighbouring vectors of one of its rows, and
 * each group of lanes works on every `groups`th row; the lanes' sums meet in workgroup memory.
 *
 *     dh₋[u] = Σⱼ dz[j] · U[u, j]      row u of the kernel; lane l has the vectors l, l + 8, l + 16 … of it
 *
 * With 128 units: 32 groups of 8 lanes with 4 rows each, and 16 vectors of each row for a lane; of these it keeps 10,
 * for all its 4 rows, in 160 registers.
 *
 *     product    reads laterSlopes, writes sums           ── barrier: all lanes' sums are there
 *     gradients  read sums, write newSlopes and slopes    ── barrier: all of dz is there
 *     packing    reads newSlopes, writes laterSlopes      ── barrier: the product of the step before may begin
 *
 * Where 16 KiB do not hold both copies of dz (256 units), the product reads newSlopes number by number, without
 * packing. c of the step before is needed now (for the forget gate) and at the next turn (for tanh c): it is read once.
 */
function backwardShader(units: number): Shader {
  const groups = INVOCATIONS / LANES
  const rowsOfGroup = Math.ceil(units / groups)
  const vectors = Math.ceil(units / LANES)
  const slopeVectors = vectors * LANES
  /** A lane's sums, four numbers apart from the next lane's, so that they lie in different banks. */
  const sumStride = Math.max(units + 4, rowsOfGroup * groups)
  const keptVectors = Math.min(vectors, Math.floor(KEPT_VECTORS / rowsOfGroup))
  const rest = vectors - keptVectors
  const ahead = rest % 2 === 0 ? 2 : 1
  const bytes = 4 * LANES * sumStride + 2 * 16 * slopeVectors
  const hasVectors = bytes <= WORKGROUP_BYTES
  const columnOf = (i: string) =>
    slopeVectors === units
      ? `(lane + ${LANES}u * (${i}))`
      : `min(lane + ${LANES}u * (${i}), ${units - 1}u)`
  const weight = (n: number, i: string) => `kernel[row${n} + ${columnOf(i)}]`
  const slopeAt = (i: string) => {
    const at = `(lane + ${LANES}u * (${i}))`
    if (hasVectors) return `laterSlopes[${at}]`
    return `vec4<f32>(newSlopes[4u * ${at}], newSlopes[4u * ${at} + 1u], newSlopes[4u * ${at} + 2u], newSlopes[4u * ${at} + 3u])`
  }
  const add = (i: string, weights: (n: number) => string) =>
    `{ let s = ${slopeAt(i)}; ${Array.from({ length: rowsOfGroup }, (_, n) => `sum${n} += ${weights(n)} * s;`).join(' ')} }`
  return {
    name: `skillet-lstm-backward-${units}`,
    access: ['read', 'read', 'read', 'read', 'read', 'write'],
    code: /* wgsl */ `
${COMMON}
@group(0) @binding(1) var<storage, read> lengths: array<i32>;
@group(0) @binding(2) var<storage, read> kernel: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> gates: array<f32>;
@group(0) @binding(4) var<storage, read> cellStates: array<f32>;
@group(0) @binding(5) var<storage, read> dy: array<f32>;
@group(0) @binding(6) var<storage, read_write> slopes: array<f32>;
${hasVectors ? `var<workgroup> laterSlopes: array<vec4<f32>, ${slopeVectors}>;` : ''}
var<workgroup> newSlopes: array<f32, ${4 * slopeVectors}>;
var<workgroup> sums: array<f32, ${LANES * sumStride}>;

@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  let row = i32(group.x);
  let cell = i32(group.y);
  let length = lengths[row];
  let isActivating = index < ${units}u;
  let unit = i32(index % ${units}u);
  let lane = index % ${LANES}u;
  let line = index / ${LANES}u;
${list(rowsOfGroup, (n) => `  let row${n} = (u32(cell) * ${units}u + min(line + ${n * groups}u, ${units - 1}u)) * ${units}u;`)}
${list(keptVectors, (i) => list(rowsOfGroup, (n) => `  let kept${i}_${n} = ${weight(n, `${i}u`)};`))}
  var carry = 0.0;
  var stateNow = 0.0;
  if (isActivating) {
    stateNow = cellStates[(tokenAt(row, length - 1, length, cell) * sizes.cells + cell) * ${units} + unit];
    for (var step = length; step < sizes.time; step++) {
      let padding = ((row * sizes.time + step) * sizes.cells + cell) * ${4 * units} + unit;
${list(4, (g) => `      slopes[padding + ${g * units}] = 0.0;`)}
    }
  }
  for (var step = length - 1; step >= 0; step--) {
    let token = tokenAt(row, step, length, cell);
    let gate = (token * sizes.cells + cell) * ${4 * units} + unit;
    var activated = vec4<f32>();
    var dh = 0.0;
    var before = 0.0;
    if (isActivating) {
      activated = vec4<f32>(gates[gate], gates[gate + ${units}], gates[gate + ${2 * units}], gates[gate + ${3 * units}]);
      dh = dy[(token * sizes.cells + cell) * ${units} + unit];
      if (step > 0) {
        before = cellStates[(tokenAt(row, step - 1, length, cell) * sizes.cells + cell) * ${units} + unit];
      }
    }
    if (step + 1 < length) {
${list(rowsOfGroup, (n) => `      var sum${n} = vec4<f32>();`)}
${
  rest === 0
    ? ''
    : `      for (var i = ${keptVectors}u; i < ${vectors}u; i += ${ahead}u) {
${list(ahead, (i) => list(rowsOfGroup, (n) => `        let w${i}_${n} = ${weight(n, `i + ${i}u`)};`))}
${list(ahead, (i) => `        ${add(`i + ${i}u`, (n) => `w${i}_${n}`)}`)}
      }`
}
${list(keptVectors, (i) => `      ${add(`${i}u`, (n) => `kept${i}_${n}`)}`)}
${list(rowsOfGroup, (n) => `      sums[lane * ${sumStride}u + line + ${n * groups}u] = (sum${n}.x + sum${n}.y) + (sum${n}.z + sum${n}.w);`)}
    }
    workgroupBarrier();
    if (isActivating) {
      if (step + 1 < length) {
        dh += ${sumOf(LANES, (lane) => `sums[${lane * sumStride}u + index]`)};
      }
      let input = activated.x;
      let forget = activated.y;
      let candidate = activated.z;
      let output = activated.w;
      let state = hyperbolic(stateNow);
      stateNow = before;
      let dc = carry + dh * output * (1.0 - state * state);
      let slope = vec4<f32>(
        dc * candidate * input * (1.0 - input),
        dc * before * forget * (1.0 - forget),
        dc * input * (1.0 - candidate * candidate),
        dh * state * output * (1.0 - output),
      );
      carry = dc * forget;
${list(4, (g) => `      newSlopes[${g * units}u + index] = slope[${g}];`)}
${list(4, (g) => `      slopes[gate + ${g * units}] = slope[${g}];`)}
    }
    workgroupBarrier();
${
  hasVectors
    ? `    for (var i = index; i < ${units}u; i += ${INVOCATIONS}u) {
      laterSlopes[i] = vec4<f32>(newSlopes[4u * i], newSlopes[4u * i + 1u], newSlopes[4u * i + 2u], newSlopes[4u * i + 3u]);
    }
    workgroupBarrier();`
    : ''
}
  }
}
`,
  }
}

function list(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n')
}

function four(name: (index: number) => string): string[] {
  return [0, 1, 2, 3].map(name)
}

function sumOf(count: number, term: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => term(index)).join(' + ')
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to
}
