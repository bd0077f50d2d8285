// exp, sigmoid and tanh of four floats at once, within 1e-6 of the exact value; NaN stays NaN. Bounds keep every
// intermediate value finite, so that no infinity is divided by another, which would make NaN of a number.
import { fusedMultiplyAdd } from './matmul'

/**
 * e^x by Cody–Waite reduction (Cody and Waite 1980) to ±0.5 ln 2 and a polynomial (Taylor to the sixth power, relative
 * error below 2e-7):
 *
 *     n = round(x / ln 2)     r = x − n·ln 2     e^x = 2ⁿ · e^r ≈ 2ⁿ · (1 + r + r²/2! + … + r⁶/6!)
 *
 * ln 2 is taken away in two pieces, 0.693359375 less 2.1219444e-4. The first has so few bits that its product with n is
 * exact, so that next to nothing is lost where x and n·ln 2 cancel.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  // From e⁻⁸⁷ to e⁸⁸, n is −126 … 127: 2ⁿ is a float, neither subnormal nor infinite.
  // pmin and pmax keep NaN when it is their first argument.
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88)), f32x4.splat(-87))
  // Adding 1.5 · 2²³ rounds to an integer, as floats of that size have no bits for less; n stands in the low bits then.
  const magic = f32x4.splat(12582912)
  const shifted = fusedMultiplyAdd(bounded, f32x4.splat(1.44269504088896341), magic)
  const n = f32x4.sub(shifted, magic)
  const high = fusedMultiplyAdd(n, f32x4.splat(-0.693359375), bounded)
  const r = fusedMultiplyAdd(n, f32x4.splat(2.12194440e-4), high)
  // Horner: ((… r/720 + 1/120)·r + …)·r + 1.
  let p = f32x4.splat(1.0 / 720.0)
  p = fusedMultiplyAdd(p, r, f32x4.splat(1.0 / 120.0))
  p = fusedMultiplyAdd(p, r, f32x4.splat(1.0 / 24.0))
  p = fusedMultiplyAdd(p, r, f32x4.splat(1.0 / 6.0))
  p = fusedMultiplyAdd(p, r, f32x4.splat(0.5))
  p = fusedMultiplyAdd(p, r, f32x4.splat(1))
  p = fusedMultiplyAdd(p, r, f32x4.splat(1))
  // The bits of 2ⁿ: n + 127 where a float has its exponent, above 23 bits of zeros; magic's own bits are shifted out.
  const exponent = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23)
  return f32x4.mul(p, exponent)
}

/** 1 / (1 + e^−x) */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1)
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))))
}

/** (1 − e^−2x) / (1 + e^−2x) */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1)
  const e = exp4(f32x4.mul(f32x4.pmax(f32x4.pmin(x, f32x4.splat(20)), f32x4.splat(-20)), f32x4.splat(-2)))
  return f32x4.div(f32x4.sub(one, e), f32x4.add(one, e))
}
