/**
 * WGSL of matrix products, several of them in one dispatch: C = A · B for any strides, with what training needs on the
 * way (bias, dropout, a shift in time, column sums). Within WebGPU's guaranteed limits, as all our shaders.
 *
 * The usual way for a GPU (Volkov and Demmel 2008): a workgroup makes one square tile of C. At each turn it brings some
 * depth of A's rows and B's columns into workgroup memory, where all its invocations read them many times; each keeps
 * sixteen sums in registers. Two barriers a turn: one when the piece is there, one when nobody needs it any more. While
 * a piece is multiplied, the next one is on its way into registers, so that the wait for memory is hidden.
 *
 * Number (r, c) of A is a[r · row + c · column + cell · …]: a transposed matrix has its two strides exchanged, and
 * nothing is ever rearranged. Each sum runs in a fixed order, so that results are the same each time; `choose` may
 * change it with the sizes.
 */
import type { Shader } from './webgpu-dispatch'

/** One product of a shader; every name is that of a tensor. */
export type ProductOf<Name extends string> = {
  a: Name
  b: Name
  c: Name
  /** Added to each row of C. */
  bias?: Name
  /** Receives the sums of B's columns: B's gradient of a bias comes out of the same reads. */
  columnSums?: Name
  /** What dropout multiplies: A, whose rows are tokens; A, whose columns are; or C, whose rows are. */
  mask?: { tensor: Name; of: 'rows of a' | 'columns of a' | 'rows of c' }
  /**
   * A's columns are tokens, each row of the batch shifted by one of them: back for even cells, forward for odd ones,
   * zero at a row's ends. That is what came before each step.
   */
  isShifted?: boolean
}

/** Sizes and strides in floats; `cells` products lie beside each other, `cell` floats apart. */
export type ProductSize = {
  /** C is [m, n], and k is the length of the sums. */
  m: number
  n: number
  k: number
  cells?: number
  a: { row: number; column: number; cell?: number }
  b: { row: number; column: number; cell?: number }
  c: { row: number; cell?: number }
  /** Tokens of a row of the batch, for masks and shifts. */
  time?: number
}

export type ProductShader<Name extends string> = {
  shader: Shader
  names: readonly Name[]
  /** Uniform words and workgroups for products of these sizes, in the order of the shader's. */
  layOut: (sizes: readonly ProductSize[]) => {
    uniforms: number[]
    workgroups: [number, number, number]
  }
}

/**
 * Geometry of a workgroup: 256 invocations make `teams` of them that share the depth and add up in the end; an
 * invocation has 4 × 4 numbers of the tile, and `depth` rows of A and B are in workgroup memory at a time.
 */
type Tile = { size: number; teams: number; depth: number }

const INVOCATIONS = 256
/** For products of many tiles: each number that is read serves 64 others. */
const WIDE: Tile = { size: 64, teams: 1, depth: 16 }
/** For the others: more workgroups, and a long depth is shared within each, without a second dispatch. */
const DEEP: Tile = { size: 32, teams: 4, depth: 8 }
/** As many wide tiles keep a large GPU busy. */
const MANY_TILES = 128
/** Workgroups of one line of the grid; WebGPU guarantees 65,535. */
const ACROSS = 32_768

/** Makes a shader of one or more products, in both tiles. `tensors` are the bindings: written ones in `written`. */
export function productShader<Name extends string>(
  name: string,
  tensors: { read: readonly Name[]; written: readonly Name[] },
  products: readonly ProductOf<Name>[],
): { choose: (sizes: readonly ProductSize[]) => ProductShader<Name> } {
  const wide = shaderOf(name, tensors, products, WIDE)
  const deep = shaderOf(name, tensors, products, DEEP)
  return {
    choose: (sizes) => (tilesOf(sizes, WIDE) >= MANY_TILES ? wide : deep),
  }
}

function tilesOf(sizes: readonly ProductSize[], { size }: Tile): number {
  return sizes.reduce((sum, { m, n, cells = 1 }) => {
    return sum + cells * Math.ceil(m / size) * Math.ceil(n / size)
  }, 0)
}

function shaderOf<Name extends string>(
  name: string,
  tensors: { read: readonly Name[]; written: readonly Name[] },
  products: readonly ProductOf<Name>[],
  tile: Tile,
): ProductShader<Name> {
  const names = [...tensors.read, ...tensors.written]
  const shader: Shader = {
    name: `skillet-${name}-${tile.size}`,
    access: [
      ...tensors.read.map(() => 'read' as const),
      ...tensors.written.map(() => 'write' as const),
    ],
    code: codeOf(tensors, products, tile),
  }
  return {
    shader,
    names,
    layOut: (sizes) => {
      const uniforms: number[] = []
      // The shader's struct, 16 words a product. Tiles are numbered through all products, all cells of each, then by
      // rows of tiles; a workgroup looks up which product its number belongs to, by `first` and the end.
      let first = 0
      for (const { m, n, k, cells = 1, a, b, c, time = 0 } of sizes) {
        const across = Math.ceil(n / tile.size)
        const tilesOfCell = across * Math.ceil(m / tile.size)
        uniforms.push(
          ...[m, n, k, time],
          ...[a.row, a.column, a.cell ?? 0, first],
          ...[b.row, b.column, b.cell ?? 0, across],
          ...[c.row, c.cell ?? 0, tilesOfCell, first + cells * tilesOfCell],
        )
        first += cells * tilesOfCell
      }
      const workgroups: [number, number, number] = [
        Math.min(first, ACROSS),
        Math.ceil(first / ACROSS),
        1,
      ]
      return { uniforms, workgroups }
    },
  }
}

function codeOf<Name extends string>(
  tensors: { read: readonly Name[]; written: readonly Name[] },
  products: readonly ProductOf<Name>[],
  tile: Tile,
): string {
  const bindings = [
    ...tensors.read.map((name) => `var<storage, read> ${name}: array<f32>;`),
    ...tensors.written.map((name) => `var<storage, read_write> ${name}: array<f32>;`),
  ]
  const { stored } = geometryOf(tile)
  const last = products.length - 1
  return /* wgsl */ `
struct Product {
  m: i32, n: i32, k: i32, time: i32,
  aRow: i32, aColumn: i32, aCell: i32, first: i32,
  bRow: i32, bColumn: i32, bCell: i32, across: i32,
  cRow: i32, cCell: i32, tilesOfCell: i32, end: i32,
}
struct Products { list: array<Product, ${products.length}> }
@group(0) @binding(0) var<uniform> products: Products;
${bindings.map((text, index) => `@group(0) @binding(${index + 1}) ${text}`).join('\n')}
var<workgroup> tiles: array<vec4<f32>, ${stored}>;

${products.map((product, index) => productCode(product, index, tile)).join('\n')}

@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  let place = i32(group.y * ${ACROSS}u + group.x);
  if (place >= products.list[${last}].end) { return; }
${products
  .map((_, index) => {
    const call = `multiply${index}(place - products.list[${index}].first, index);`
    if (index === last) return last === 0 ? `  ${call}` : `  else { ${call} }`
    return `  ${index === 0 ? '' : 'else '}if (place < products.list[${index + 1}].first) { ${call} }`
  })
  .join('\n')}
}
`
}

/** Vectors in workgroup memory: rows of a tile are one vector longer than they need be, so that banks differ. */
function geometryOf({ size, teams, depth }: Tile) {
  const members = INVOCATIONS / teams
  const stride = size / 4 + 1
  // A turn's piece of A or B: for each depth the tile's 64 or 32 numbers, as vectors of four, and one vector to spare.
  const half = depth * stride
  const loads = (size * depth) / 4 / members
  return {
    members,
    stride,
    half,
    loads,
    stored: Math.max(2 * half * teams, INVOCATIONS * (teams > 1 ? 4 : 1)),
  }
}

/** One product: its reads, its writes, and the loop over the depth. */
function productCode<Name extends string>(
  { a, b, c, bias, columnSums, mask, isShifted }: ProductOf<Name>,
  index: number,
  tile: Tile,
): string {
  const { size, teams, depth } = tile
  const { members, stride, half, loads } = geometryOf(tile)
  // Of the tile's side, in vectors of four: as many invocations across, and as many down.
  const quarter = size / 4
  const p = `products.list[${index}]`
  const each = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n')
  // Neighbouring invocations read neighbouring numbers, whichever way the matrix lies: along the depth where A's
  // columns are neighbours in memory, along its rows where these are; so for B. `d` and `four` say which vector of the
  // tile it is.
  const placeA = (load: number) => `
    let id = member + ${load * members}u;
    let isDeep = ${p}.aColumn == 1;
    let d = select(id / ${quarter}u, id % ${depth}u, isDeep);
    let four = select(id % ${quarter}u, id / ${depth}u, isDeep);`
  const placeB = (load: number) => `
    let id = member + ${load * members}u;
    let isAcross = ${p}.bColumn == 1;
    let d = select(id % ${depth}u, id / ${quarter}u, isAcross);
    let four = select(id / ${depth}u, id % ${quarter}u, isAcross);`
  const load = `
${each(loads, (i) => `    { ${placeA(i)}\n      nextA${i} = readA${index}(top + 4 * i32(four), start + i32(team * ${depth}u + d), cell); }`)}
${each(loads, (i) => `    { ${placeB(i)}\n      nextB${i} = readB${index}(start + i32(team * ${depth}u + d), left + 4 * i32(four), cell); }`)}`
  const store = `
${each(loads, (i) => `    { ${placeA(i)}\n      tiles[ownA + d * ${stride}u + four] = nextA${i}; }`)}
${each(loads, (i) => `    { ${placeB(i)}\n      tiles[ownB + d * ${stride}u + four] = nextB${i}; }`)}`
  // In the shader: readA and readB fetch four numbers with whatever changes them on the way (shift, dropout) and give
  // zeros beyond the matrices' ends, so that the loop knows no edges; `write` takes care of those of C. In `multiply`
  // (x, y) is an invocation's place in the tile, of 4 × 4 numbers each: y's four rows are l.x … l.w, x's four columns
  // r. Teams work on neighbouring pieces of the depth and never read each other's: their barriers are the workgroup's.
  return /* wgsl */ `
/** Four rows of A at one depth. */
fn readA${index}(row: i32, depth: i32, cell: i32) -> vec4<f32> {
  var value = vec4<f32>();
  if (depth >= ${p}.k) { return value; }
  var column = depth;
${
  isShifted
    ? `  let position = depth % ${p}.time;
  if (cell % 2 == 0) {
    if (position == 0) { return value; }
    column = depth - 1;
  } else {
    if (position == ${p}.time - 1) { return value; }
    column = depth + 1;
  }`
    : ''
}
  let at = cell * ${p}.aCell + row * ${p}.aRow + column * ${p}.aColumn;
  if (row + 3 < ${p}.m) {
    value = vec4<f32>(${a}[at], ${a}[at + ${p}.aRow], ${a}[at + 2 * ${p}.aRow], ${a}[at + 3 * ${p}.aRow]);
  } else {
    if (row < ${p}.m) { value.x = ${a}[at]; }
    if (row + 1 < ${p}.m) { value.y = ${a}[at + ${p}.aRow]; }
    if (row + 2 < ${p}.m) { value.z = ${a}[at + 2 * ${p}.aRow]; }
  }
${
  mask && mask.of !== 'rows of c'
    ? `  for (var r = 0; r < 4; r++) {
    if (row + r < ${p}.m) {
      value[r] *= ${mask.tensor}[${
        mask.of === 'rows of a'
          ? `(row + r) / ${p}.time * ${p}.k + depth`
          : `depth / ${p}.time * ${p}.m + row + r`
      }];
    }
  }`
    : ''
}
  return value;
}

/** Four columns of B at one depth. */
fn readB${index}(depth: i32, column: i32, cell: i32) -> vec4<f32> {
  var value = vec4<f32>();
  if (depth >= ${p}.k) { return value; }
  let at = cell * ${p}.bCell + depth * ${p}.bRow + column * ${p}.bColumn;
  if (column + 3 < ${p}.n) {
    return vec4<f32>(${b}[at], ${b}[at + ${p}.bColumn], ${b}[at + 2 * ${p}.bColumn], ${b}[at + 3 * ${p}.bColumn]);
  }
  if (column < ${p}.n) { value.x = ${b}[at]; }
  if (column + 1 < ${p}.n) { value.y = ${b}[at + ${p}.bColumn]; }
  if (column + 2 < ${p}.n) { value.z = ${b}[at + 2 * ${p}.bColumn]; }
  return value;
}

fn write${index}(row: i32, column: i32, cell: i32, sum: vec4<f32>) {
  if (row >= ${p}.m) { return; }
  for (var s = 0; s < 4; s++) {
    let j = column + s;
    if (j >= ${p}.n) { return; }
    var value = sum[s];
${bias ? `    value += ${bias}[j];` : ''}
${mask?.of === 'rows of c' ? `    value *= ${mask.tensor}[row / ${p}.time * ${p}.n + j];` : ''}
    ${c}[cell * ${p}.cCell + row * ${p}.cRow + j] = value;
  }
}

fn multiply${index}(place: i32, index: u32) {
  let cell = place / ${p}.tilesOfCell;
  let placeOfCell = place % ${p}.tilesOfCell;
  let top = placeOfCell / ${p}.across * ${size};
  let left = placeOfCell % ${p}.across * ${size};
  let team = index / ${members}u;
  let member = index % ${members}u;
  let x = member % ${quarter}u;
  let y = member / ${quarter}u;
  let ownA = team * ${2 * half}u;
  let ownB = ownA + ${half}u;
${each(4, (r) => `  var sum${r} = vec4<f32>();`)}
${columnSums ? '  var columnSum = vec4<f32>();' : ''}
${each(loads, (i) => `  var nextA${i} = vec4<f32>();\n  var nextB${i} = vec4<f32>();`)}
  var start = 0;
  {
${load}
  }
  while (start < ${p}.k) {
    {
${store}
    }
    workgroupBarrier();
    start += ${teams * depth};
    // The next rows are on their way while these are multiplied.
    if (start < ${p}.k) {
${load}
    }
    for (var d = 0u; d < ${depth}u; d += 4u) {
${each(
  4,
  (
    i,
  ) => `      { let l = tiles[ownA + (d + ${i}u) * ${stride}u + y]; let r = tiles[ownB + (d + ${i}u) * ${stride}u + x];
        sum0 += l.x * r; sum1 += l.y * r; sum2 += l.z * r; sum3 += l.w * r;${columnSums ? ' columnSum += r;' : ''} }`,
)}
    }
    workgroupBarrier();
  }
  let row = top + i32(4u * y);
  let column = left + i32(4u * x);
${
  teams === 1
    ? each(4, (r) => `  write${index}(row + ${r}, column, cell, sum${r});`)
    : `${each(4, (r) => `  tiles[(team * 4u + ${r}u) * ${members}u + member] = sum${r};`)}
  workgroupBarrier();
  // Each team adds up one of the four rows, in the order of the teams.
  var total = tiles[team * ${members}u + member];
${each(teams - 1, (t) => `  total += tiles[(${4 * (t + 1)}u + team) * ${members}u + member];`)}
  write${index}(row + i32(team), column, cell, total);`
}
${
  columnSums
    ? `  if (top == 0) {
    workgroupBarrier();
    if (y == 0u) { tiles[team * ${quarter}u + x] = columnSum; }
    workgroupBarrier();
    if (team == 0u && y == 0u) {
      var total = tiles[x];
${each(teams - 1, (t) => `      total += tiles[${(t + 1) * quarter}u + x];`)}
      for (var s = 0; s < 4; s++) {
        if (column + s < ${p}.n) { ${columnSums}[column + s] = total[s]; }
      }
    }
  }`
    : ''
}
}
`
}
