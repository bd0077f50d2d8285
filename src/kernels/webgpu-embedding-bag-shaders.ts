/**
 * WGSL of the embedding bag and its gradient; embedding-bag-reference.ts has the formulas. Lists of lists are two
 * arrays: list i is values[offsets[i]] … values[offsets[i + 1] − 1].
 */
import type { Shader } from './webgpu-dispatch'

/**
 * One invocation per bag and dimension of its prefix and its mean: vectors [count, prefixWidth + width] in their order,
 * so that neighbouring invocations read neighbouring numbers of the same row of the table.
 */
export const BAG_FORWARD: Shader = {
  name: 'skillet-bag-forward',
  access: ['read', 'read', 'read', 'read', 'write'],
  code: /* wgsl */ `
struct Sizes { count: i32, width: i32, prefixWidth: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> table: array<f32>;
@group(0) @binding(2) var<storage, read> offsets: array<i32>;
@group(0) @binding(3) var<storage, read> buckets: array<i32>;
@group(0) @binding(4) var<storage, read> prefixes: array<f32>;
@group(0) @binding(5) var<storage, read_write> vectors: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let at = i32(id.x);
  let rowWidth = sizes.prefixWidth + sizes.width;
  let bag = at / rowWidth;
  if (bag >= sizes.count) { return; }
  let dimension = at % rowWidth - sizes.prefixWidth;
  if (dimension < 0) {
    vectors[at] = prefixes[bag * sizes.prefixWidth + dimension + sizes.prefixWidth];
    return;
  }
  // The mean of the rows that the bag names; an empty bag is zero.
  var sum = 0.0;
  for (var i = offsets[bag]; i < offsets[bag + 1]; i++) { sum += table[buckets[i] * sizes.width + dimension]; }
  vectors[at] = sum / f32(max(1, offsets[bag + 1] - offsets[bag]));
}
`,
}

/**
 * One invocation per bucket and dimension: no atomics, and sums in a fixed order. The table's 8,192 · 32 numbers need
 * 4,096 workgroups; larger ones are laid out in several lines of the grid, `rowStride` invocations each.
 */
export const BAG_BACKWARD: Shader = {
  name: 'skillet-bag-backward',
  access: ['read', 'read', 'read', 'read', 'write'],
  code: /* wgsl */ `
struct Sizes { buckets: i32, width: i32, prefixWidth: i32, rowStride: i32 }
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
  // A bag of n rows hands a 1/n of its gradient to each of them.
  var sum = 0.0;
  for (var i = useOffsets[bucket]; i < useOffsets[bucket + 1]; i++) {
    let bag = uses[i];
    sum += dy[bag * (sizes.prefixWidth + sizes.width) + sizes.prefixWidth + dimension] / f32(offsets[bag + 1] - offsets[bag]);
  }
  dTable[at] = sum;
}
`,
}
