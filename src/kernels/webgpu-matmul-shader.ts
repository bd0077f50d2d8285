/** WGSL of the matrix product. At most 256 invocations, 8 storage buffers and 16 KiB of workgroup memory, as all our shaders: WebGPU's guaranteed limits. */
import type { Shader } from './webgpu-dispatch'

/**
 * C = A · B + bias for any strides, one layer of workgroups per cell. `shiftTime` > 0 shifts A along its depth,
 * which then runs over tokens: by one token back for even cells and forward for odd ones, zero at a row's ends.
 * `maskKind` says what dropout multiplies, and by the factors of which utterance: nothing (0), A, whose rows are
 * tokens (1), A, whose columns are tokens (2), or C, whose rows are tokens (3).
 */
export const MATMUL: Shader = {
  name: 'skillet-matmul',
  access: ['read', 'read', 'read', 'read', 'write'],
  code: /* wgsl */ `
struct Sizes {
  m: i32, n: i32, k: i32, shiftTime: i32,
  aRow: i32, aColumn: i32, aCell: i32, hasBias: i32,
  bRow: i32, bColumn: i32, bCell: i32, cRow: i32, cCell: i32, maskKind: i32, maskTime: i32,
}
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<f32>;
@group(0) @binding(5) var<storage, read_write> c: array<f32>;

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
  var value = a[cell * sizes.aCell + row * sizes.aRow + token * sizes.aColumn];
  if (sizes.maskKind == 1) { value *= mask[row / sizes.maskTime * sizes.k + depth]; }
  if (sizes.maskKind == 2) { value *= mask[depth / sizes.maskTime * sizes.m + row]; }
  return value;
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
        if (sizes.maskKind == 3) { value *= mask[i / sizes.maskTime * sizes.n + j]; }
        c[cell * sizes.cCell + i * sizes.cRow + j] = value;
      }
    }
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
