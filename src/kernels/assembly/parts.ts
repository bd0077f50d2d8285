// Four floats at once, or the one that is left over at the end of a row: one code for both, since a row may have any
// length and nothing may be read or written beyond it. A single float fills all four places, and the first is stored.

/** Four floats, or one in all four places. */
// @ts-ignore: decorator
@inline
export function loadPart(pointer: usize, isWhole: bool): v128 {
  return isWhole ? v128.load(pointer) : v128.load32_splat(pointer)
}

/** Stores four floats, or the first. */
// @ts-ignore: decorator
@inline
export function storePart(pointer: usize, value: v128, isWhole: bool): void {
  if (isWhole) v128.store(pointer, value)
  else v128.store_lane<f32>(pointer, value, 0)
}

/** Four factors of a row of dropout, or one; 1 where nothing is dropped. */
// @ts-ignore: decorator
@inline
export function maskPart(mask: usize, offset: usize, isWhole: bool): v128 {
  return mask ? loadPart(mask + offset, isWhole) : f32x4.splat(1)
}
