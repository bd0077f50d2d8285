// What the output layers read of the task layers: the slot layer's states, and of the intent layer the last forward
// state, the first backward state and the largest value of each unit over time. Rows `from` to `to` of the batch.
//
// A token of x is one row of 4·units floats, of four groups: slot forward, slot backward, intent forward, intent
// backward. `half` is two groups; `stride`, from one token to the next, is in bytes. task-features-reference.ts has the
// formulas.
import { loadPart, maskPart, storePart } from './parts'

// @ts-ignore: decorator
@inline
function floats(base: usize, count: i32): usize {
  return base + (<usize>count << 2)
}

/** slots [batch, time, 2·units] and summary [batch, 4·units] of x · mask [batch, time, 4·units] */
export function featuresForward(
  x: usize, mask: usize, lengths: usize, slots: usize, summary: usize, from: i32, to: i32, time: i32, units: i32,
): void {
  const half = 2 * units
  const stride = <usize>half << 3
  for (let row = from; row < to; row++) {
    const length = load<i32>(floats(lengths, row))
    const first = floats(x, row * time * 2 * half)
    const factors = mask ? floats(mask, row * 2 * half) : 0
    const states = floats(slots, row * time * half)
    for (let position = 0; position < length; position++) {
      const source = first + <usize>position * stride
      const target = floats(states, position * half)
      for (let u = 0; u < half;) {
        const isWhole = u + 4 <= half
        const at = <usize>u << 2
        const value = f32x4.mul(loadPart(source + at, isWhole), maskPart(factors, at, isWhole))
        storePart(target + at, value, isWhole)
        u += isWhole ? 4 : 1
      }
    }
    memory.fill(floats(states, length * half), 0, <usize>((time - length) * half) << 2)

    // The intent layer, unit by unit along time: four units side by side are four neighbouring floats of each token.
    const last = first + <usize>(length - 1) * stride
    for (let u = 0; u < half;) {
      // Four units must not straddle the border of forward and backward units, whose edges lie at different ends.
      const isWhole = u + 4 <= half && (u >= units || u + 4 <= units)
      const at = <usize>(half + u) << 2
      const factor = maskPart(factors, at, isWhole)
      let best = f32x4.mul(loadPart(first + at, isWhole), factor)
      for (let source = first + stride; source <= last; source += stride) {
        // max gives NaN when either is.
        best = f32x4.max(best, f32x4.mul(loadPart(source + at, isWhole), factor))
      }
      const edge = f32x4.mul(loadPart((u < units ? last : first) + at, isWhole), factor)
      storePart(floats(summary, row * 2 * half + u), edge, isWhole)
      storePart(floats(summary, row * 2 * half + half + u), best, isWhole)
      u += isWhole ? 4 : 1
    }
  }
}

/** The gradient for x; a tie gives the maximum's gradient to the earliest position, and NaN takes it as the largest. */
export function featuresBackward(
  dSlots: usize, dSummary: usize, x: usize, mask: usize, lengths: usize, dx: usize,
  from: i32, to: i32, time: i32, units: i32,
): void {
  const half = 2 * units
  const stride = <usize>half << 3
  for (let row = from; row < to; row++) {
    const length = load<i32>(floats(lengths, row))
    const first = floats(x, row * time * 2 * half)
    const firstSlope = floats(dx, row * time * 2 * half)
    const factors = mask ? floats(mask, row * 2 * half) : 0
    const slopes = floats(dSlots, row * time * half)
    for (let position = 0; position < length; position++) {
      const source = floats(slopes, position * half)
      const target = firstSlope + <usize>position * stride
      for (let u = 0; u < half;) {
        const isWhole = u + 4 <= half
        const at = <usize>u << 2
        const value = f32x4.mul(loadPart(source + at, isWhole), maskPart(factors, at, isWhole))
        storePart(target + at, value, isWhole)
        u += isWhole ? 4 : 1
      }
    }
    memory.fill(firstSlope + <usize>length * stride, 0, <usize>(time - length) * stride)

    for (let u = 0; u < half;) {
      const isWhole = u + 4 <= half && (u >= units || u + 4 <= units)
      const at = <usize>(half + u) << 2
      const factor = maskPart(factors, at, isWhole)
      let best = f32x4.mul(loadPart(first + at, isWhole), factor)
      let place = i32x4.splat(0)
      for (let position = 1; position < length; position++) {
        const value = f32x4.mul(loadPart(first + <usize>position * stride + at, isWhole), factor)
        // `best == best` is false for NaN alone.
        // Not "at most the best so far" holds for NaN too; once the best is NaN, nothing takes its place.
        const isNew = v128.andnot(f32x4.eq(best, best), f32x4.le(value, best))
        best = v128.bitselect(value, best, isNew)
        place = v128.bitselect(i32x4.splat(position), place, isNew)
      }
      const dEdge = f32x4.mul(loadPart(floats(dSummary, row * 2 * half + u), isWhole), factor)
      const dBest = f32x4.mul(loadPart(floats(dSummary, row * 2 * half + half + u), isWhole), factor)
      const edge = u < units ? length - 1 : 0
      for (let position = 0; position < length; position++) {
        // Lanes whose maximum stands here get its gradient: comparing gives a mask of all ones or all zeros.
        let slope = v128.and(dBest, i32x4.eq(place, i32x4.splat(position)))
        if (position == edge) slope = f32x4.add(slope, dEdge)
        storePart(firstSlope + <usize>position * stride + at, slope, isWhole)
      }
      u += isWhole ? 4 : 1
    }
  }
}
