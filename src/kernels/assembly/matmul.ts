// Blocked matrix product: C (+)= A · B with A packed in panels of 4 rows and B in panels of 8 columns, so that the
// innermost loop reads both from front to back and keeps its 4 × 8 piece of C in registers. The way of Goto and van de
// Geijn 2008 ("Anatomy of High-Performance Matrix Multiplication"), without the blocking for a third cache.
//
//     C [m, n] = Σ_p A [m, p] · B [p, n], 0 ≤ p < k
//     panels of A:  A[4q + r, p]  is float r of the four at  (q·k + p)·4      r = 0 … 3
//     panels of B:  B[p, 8q + s]  is float s of the eight at (q·k + p)·8      s = 0 … 7
//
// Packing reads and writes each number once; the product reads those of A n/8 times, those of B m/4 times: for all but
// single rows it is paid back. It also is where a transposed, gathered or strided matrix becomes the one order that the
// product knows.
//
// Sums: each number of C is one sum over p in rising order, which rounds after each product and sum, or once for both
// where relaxed SIMD is to be had. Tiles at the edge of C start each block of the depth from 0 and are added to C then,
// whole ones go on from C, so that which rows share a call decides about last bits: hence the fixed halves of
// wasm-module.
import { release, take } from './memory'

/**
 * A tile has 4 rows and 8 columns: eight vectors of sums, two of B and one of A fit the sixteen vector registers of an
 * x86-64 processor, and each depth reads 12 numbers for 32 products.
 */
const ROWS: i32 = 4
const COLUMNS: i32 = 8

/** Bytes of A [m, k] in panels. */
export function panelBytesA(m: i32, k: i32): usize {
  return <usize>((m + ROWS - 1) / ROWS) * ROWS * k * 4
}

/** Bytes of B [k, n] in panels. */
export function panelBytesB(k: i32, n: i32): usize {
  return <usize>((n + COLUMNS - 1) / COLUMNS) * COLUMNS * k * 4
}

// @ts-ignore: decorator
@inline
function rowPointer(source: usize, stride: usize, index: usize, row: i32): usize {
  return source + stride * (index ? <usize>load<i32>(index + (<usize>row << 2)) : <usize>row)
}

/** Packs the rows of A; `index` (0 for none) says which row of the source each row of A is. Strides are in floats. */
export function packRows(target: usize, source: usize, stride: i32, index: usize, m: i32, k: i32): void {
  const bytes = <usize>stride << 2
  for (let i = 0; i < m; i += ROWS) {
    const last = m - 1
    // Four rows are read four numbers deep and written transposed: the four rows' numbers of one depth side by side.
    // Rows beyond the end repeat the last one; their results are thrown away.
    let r0 = rowPointer(source, bytes, index, i)
    let r1 = rowPointer(source, bytes, index, min(i + 1, last))
    let r2 = rowPointer(source, bytes, index, min(i + 2, last))
    let r3 = rowPointer(source, bytes, index, min(i + 3, last))
    let p = 0
    for (; p + 4 <= k; p += 4) {
      storeTransposed(target, ROWS * 4, v128.load(r0), v128.load(r1), v128.load(r2), v128.load(r3))
      r0 += 16
      r1 += 16
      r2 += 16
      r3 += 16
      target += 64
    }
    for (; p < k; p++) {
      store<f32>(target, load<f32>(r0))
      store<f32>(target, load<f32>(r1), 4)
      store<f32>(target, load<f32>(r2), 8)
      store<f32>(target, load<f32>(r3), 12)
      r0 += 4
      r1 += 4
      r2 += 4
      r3 += 4
      target += 16
    }
  }
}

/** Rows that are packed together, so that what is written to each panel fills whole cache lines. */
const PACK_BLOCK: i32 = 8

/** Packs A = source transposed: A[i, p] is source[row p, i], the rows found through `index` (0 for none). */
export function packRowsTransposed(target: usize, source: usize, stride: i32, index: usize, m: i32, k: i32): void {
  const bytes = <usize>stride << 2
  const panel = <usize>k * ROWS * 4
  for (let top = 0; top < k; top += PACK_BLOCK) {
    const bottom = min(k, top + PACK_BLOCK)
    for (let i = 0; i < m; i += ROWS) {
      const column = <usize>i << 2
      let to = target + <usize>(i / ROWS) * panel + <usize>top * ROWS * 4
      for (let p = top; p < bottom; p++) {
        const from = rowPointer(source, bytes, index, p) + column
        // A row of the source is a depth of A: four of its neighbours go into the panel as they are.
        if (i + ROWS <= m) v128.store(to, v128.load(from))
        else copyPart(to, from, ROWS, m - i)
        to += ROWS * 4
      }
    }
  }
}

/** Packs B [k, n], a row-major matrix. */
export function packColumns(target: usize, source: usize, stride: i32, k: i32, n: i32): void {
  const bytes = <usize>stride << 2
  const panel = <usize>k * COLUMNS * 4
  for (let top = 0; top < k; top += PACK_BLOCK) {
    const bottom = min(k, top + PACK_BLOCK)
    for (let j = 0; j < n; j += COLUMNS) {
      let from = source + <usize>top * bytes + (<usize>j << 2)
      let to = target + <usize>(j / COLUMNS) * panel + <usize>top * COLUMNS * 4
      for (let p = top; p < bottom; p++) {
        if (j + COLUMNS <= n) {
          v128.store(to, v128.load(from))
          v128.store(to, v128.load(from, 16), 16)
        } else {
          copyPart(to, from, COLUMNS, n - j)
        }
        from += bytes
        to += COLUMNS * 4
      }
    }
  }
}

/** Copies `count` floats and fills up to `width` with zeros. */
function copyPart(to: usize, from: usize, width: i32, count: i32): void {
  for (let r = 0; r < width; r++) {
    store<f32>(to + (<usize>r << 2), r < count ? load<f32>(from + (<usize>r << 2)) : 0)
  }
}

/**
 * Packs B = source transposed: B[p, j] is source[j, p]. Where the last panel has at most four columns, its other half
 * stays as it was, whatever that is: columns do not mix, and `copyEdge` leaves them out.
 */
export function packColumnsTransposed(target: usize, source: usize, stride: i32, k: i32, n: i32): void {
  const bytes = <usize>stride << 2
  for (let j = 0; j < n; j += 4) {
    // Half a panel at a time; columns beyond the end repeat the last one, and their results are thrown away.
    const last = n - 1
    let r0 = source + <usize>j * bytes
    let r1 = source + <usize>min(j + 1, last) * bytes
    let r2 = source + <usize>min(j + 2, last) * bytes
    let r3 = source + <usize>min(j + 3, last) * bytes
    let to = target + <usize>(j & ~(COLUMNS - 1)) * k * 4 + (<usize>(j & (COLUMNS - 1)) << 2)
    let p = 0
    for (; p + 4 <= k; p += 4) {
      storeTransposed(to, COLUMNS * 4, v128.load(r0), v128.load(r1), v128.load(r2), v128.load(r3))
      r0 += 16
      r1 += 16
      r2 += 16
      r3 += 16
      to += COLUMNS * 16
    }
    for (; p < k; p++) {
      store<f32>(to, load<f32>(r0))
      store<f32>(to, load<f32>(r1), 4)
      store<f32>(to, load<f32>(r2), 8)
      store<f32>(to, load<f32>(r3), 12)
      r0 += 4
      r1 += 4
      r2 += 4
      r3 += 4
      to += COLUMNS * 4
    }
  }
}

/**
 * Writes the transpose of four rows of four, `stride` bytes from one to the next: pairs of rows are interleaved number
 * by number, (a0 b0 a1 b1) and (c0 d0 c1 d1), then pairs of these by two numbers, (a0 b0 c0 d0) and (a1 b1 c1 d1).
 */
// @ts-ignore: decorator
@inline
function storeTransposed(to: usize, stride: usize, a: v128, b: v128, c: v128, d: v128): void {
  const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f64>(abLow, cdLow, 0, 2))
  v128.store(to + stride, v128.shuffle<f64>(abLow, cdLow, 1, 3))
  v128.store(to + 2 * stride, v128.shuffle<f64>(abHigh, cdHigh, 0, 2))
  v128.store(to + 3 * stride, v128.shuffle<f64>(abHigh, cdHigh, 1, 3))
}

/**
 * a · b + c, rounded once where relaxed SIMD is to be had, else twice: the two modules' results differ in last bits.
 * Which one is compiled is known at build time; of `relaxed_madd` each processor may make either.
 */
// @ts-ignore: decorator
@inline
export function fusedMultiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<f32>(a, b, c)
  return f32x4.add(c, f32x4.mul(a, b))
}

/**
 * c [4, 8] = a [k, 4]ᵀ · b [k, 8], plus what stood in c if asked; `stride` of c in bytes. At each depth the outer
 * product of four numbers of A and eight of B joins the 32 sums.
 *
 * Measured: inlined, it is at 95% of what the processor can multiply, and at 88% when called; unrolled, or with a
 * larger tile, V8 keeps more values than it has registers for and is at half.
 */
// @ts-ignore: decorator
@inline
function multiplyTile(a: usize, b: usize, c: usize, stride: usize, k: i32, isAdded: bool): void {
  const middle = c + 2 * stride
  let c00 = f32x4.splat(0)
  let c01 = c00
  let c10 = c00
  let c11 = c00
  let c20 = c00
  let c21 = c00
  let c30 = c00
  let c31 = c00
  if (isAdded) {
    c00 = v128.load(c)
    c01 = v128.load(c, 16)
    c10 = v128.load(c + stride)
    c11 = v128.load(c + stride, 16)
    c20 = v128.load(middle)
    c21 = v128.load(middle, 16)
    c30 = v128.load(middle + stride)
    c31 = v128.load(middle + stride, 16)
  }
  // k is at least 1: a loop that looks at its end is one jump a depth.
  const end = b + <usize>k * COLUMNS * 4
  do {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    const a0 = v128.load32_splat(a)
    c00 = fusedMultiplyAdd(a0, b0, c00)
    c01 = fusedMultiplyAdd(a0, b1, c01)
    const a1 = v128.load32_splat(a, 4)
    c10 = fusedMultiplyAdd(a1, b0, c10)
    c11 = fusedMultiplyAdd(a1, b1, c11)
    const a2 = v128.load32_splat(a, 8)
    c20 = fusedMultiplyAdd(a2, b0, c20)
    c21 = fusedMultiplyAdd(a2, b1, c21)
    const a3 = v128.load32_splat(a, 12)
    c30 = fusedMultiplyAdd(a3, b0, c30)
    c31 = fusedMultiplyAdd(a3, b1, c31)
    a += ROWS * 4
    b += COLUMNS * 4
  } while (b < end)
  v128.store(c, c00)
  v128.store(c, c01, 16)
  v128.store(c + stride, c10)
  v128.store(c + stride, c11, 16)
  v128.store(middle, c20)
  v128.store(middle, c21, 16)
  v128.store(middle + stride, c30)
  v128.store(middle + stride, c31, 16)
}

/**
 * c [n] += a [k] · B [k, n], with B in panels: for a single row. Three panels are read side by side, so that enough
 * sums are under way at once to hide how long each takes; of four, V8 keeps one sum in memory and is at half.
 */
export function multiplyRow(a: usize, b: usize, c: usize, n: i32, k: i32): void {
  const panel = <usize>k * COLUMNS * 4
  const last = a + (<usize>k << 2)
  let j = 0
  for (; j + 3 * COLUMNS <= n; j += 3 * COLUMNS) {
    let c0 = v128.load(c)
    let c1 = v128.load(c, 16)
    let c2 = v128.load(c, 32)
    let c3 = v128.load(c, 48)
    let c4 = v128.load(c, 64)
    let c5 = v128.load(c, 80)
    let b0 = b
    let b1 = b0 + panel
    let b2 = b1 + panel
    for (let p = a; p < last; p += 4) {
      const value = v128.load32_splat(p)
      c0 = fusedMultiplyAdd(value, v128.load(b0), c0)
      c1 = fusedMultiplyAdd(value, v128.load(b0, 16), c1)
      c2 = fusedMultiplyAdd(value, v128.load(b1), c2)
      c3 = fusedMultiplyAdd(value, v128.load(b1, 16), c3)
      c4 = fusedMultiplyAdd(value, v128.load(b2), c4)
      c5 = fusedMultiplyAdd(value, v128.load(b2, 16), c5)
      b0 += COLUMNS * 4
      b1 += COLUMNS * 4
      b2 += COLUMNS * 4
    }
    v128.store(c, c0)
    v128.store(c, c1, 16)
    v128.store(c, c2, 32)
    v128.store(c, c3, 48)
    v128.store(c, c4, 64)
    v128.store(c, c5, 80)
    b += 3 * panel
    c += 96
  }
  // The panels that are left, of which the last may reach beyond n: its sums are made beside C and copied in part.
  for (; j < n; j += COLUMNS) {
    let low = f32x4.splat(0)
    let high = f32x4.splat(0)
    let row = b
    for (let p = a; p < last; p += 4) {
      const value = v128.load32_splat(p)
      low = fusedMultiplyAdd(value, v128.load(row), low)
      high = fusedMultiplyAdd(value, v128.load(row, 16), high)
      row += COLUMNS * 4
    }
    const edge = take(COLUMNS * 4)
    v128.store(edge, low)
    v128.store(edge, high, 16)
    copyEdge(edge, c, 0, 1, min(COLUMNS, n - j), true)
    release(edge)
    b += panel
    c += COLUMNS * 4
  }
}

/** How many of `rows` are worth a tile of four: one or two that are left over go faster one by one, through `multiplyRow`. */
export function rowsInTiles(rows: i32): i32 {
  return (rows & 3) == 3 ? rows : rows & ~3
}

/**
 * Rows of A, and depth, that are worked off together: a block of A has 64 · 512 floats, 128 KiB, and stays in the
 * second-level cache while all panels of B pass over it; a panel of B has 512 · 8, 16 KiB, and stays in the first-level
 * cache for the sixteen tiles of that block.
 */
const ROW_BLOCK: i32 = 64
const DEPTH_BLOCK: i32 = 512

/**
 * C [m, n] = A · B from panels, plus what stood in C if asked; `stride` of C in floats. A's panels are `depthA`
 * deep and B's `depthB`, of which the product takes `k` from where the pointers stand.
 */
export function multiplyPanels(
  a: usize, depthA: i32, b: usize, depthB: i32, c: usize, stride: i32, m: i32, n: i32, k: i32, isAdded: bool,
): void {
  const bytes = <usize>stride << 2
  if (k == 0) {
    if (!isAdded) for (let i = 0; i < m; i++) memory.fill(c + <usize>i * bytes, 0, <usize>n << 2)
    return
  }
  // Loops from the outside in: depth, rows of A that fit the cache, panels of B, tiles. From the second block of the
  // depth on, C holds the sums so far.
  const edge = take(ROWS * COLUMNS * 4)
  for (let depth = 0; depth < k; depth += DEPTH_BLOCK) {
    const isSum = isAdded || depth > 0
    for (let top = 0; top < m; top += ROW_BLOCK) {
      const bottom = min(m, top + ROW_BLOCK)
      for (let j = 0; j < n; j += COLUMNS) {
        const panelB = b + <usize>(j * depthB + depth * COLUMNS) * 4
        for (let i = top; i < bottom; i += ROWS) {
          const panelA = a + <usize>(i * depthA + depth * ROWS) * 4
          const tile = c + <usize>i * bytes + (<usize>j << 2)
          const length = min(DEPTH_BLOCK, k - depth)
          if (i + ROWS <= m && j + COLUMNS <= n) {
            multiplyTile(panelA, panelB, tile, bytes, length, isSum)
          } else {
            multiplyTile(panelA, panelB, edge, COLUMNS * 4, length, false)
            copyEdge(edge, tile, bytes, min(ROWS, m - i), min(COLUMNS, n - j), isSum)
          }
        }
      }
    }
  }
  release(edge)
}

/** Copies the part of a tile that lies within C. */
function copyEdge(edge: usize, tile: usize, stride: usize, rows: i32, columns: i32, isAdded: bool): void {
  for (let r = 0; r < rows; r++) {
    for (let s = 0; s < columns; s++) {
      const at = tile + <usize>r * stride + (<usize>s << 2)
      const value = load<f32>(edge + (<usize>(r * COLUMNS + s) << 2))
      store<f32>(at, isAdded ? load<f32>(at) + value : value)
    }
  }
}

/** target [n] += source [n] */
export function addInto(target: usize, source: usize, n: i32): void {
  let j = 0
  for (; j + 4 <= n; j += 4) {
    v128.store(target, f32x4.add(v128.load(target), v128.load(source)))
    target += 16
    source += 16
  }
  for (; j < n; j++) {
    store<f32>(target, load<f32>(target) + load<f32>(source))
    target += 4
    source += 4
  }
}

/** Adds the rows of `source` [m, n] into `target` [n]. */
export function addRows(target: usize, source: usize, m: i32, n: i32): void {
  for (let i = 0; i < m; i++) addInto(target, source + (<usize>(i * n) << 2), n)
}
