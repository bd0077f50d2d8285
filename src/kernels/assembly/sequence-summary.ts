// Last forward state, first backward state, and the largest value of each unit over time.

// @ts-ignore: decorator
@inline
function floats(base: usize, count: i32): usize {
  return base + (<usize>count << 2)
}

/** The position of the largest of `count` values, `stride` floats apart; the first NaN wins, so that it is never lost. */
function largestPosition(values: usize, stride: i32, count: i32): i32 {
  let best = 0
  let largest = load<f32>(values)
  for (let position = 0; position < count; position++) {
    const value = load<f32>(floats(values, position * stride))
    if (value != value) return position
    if (value > largest) {
      largest = value
      best = position
    }
  }
  return best
}

/** summary [batch, 4·units] of x [batch, time, 2·units] */
export function summaryForward(x: usize, lengths: usize, summary: usize, batch: i32, time: i32, units: i32): void {
  const width = 2 * units
  for (let row = 0; row < batch; row++) {
    const length = load<i32>(floats(lengths, row))
    const first = floats(x, row * time * width)
    const out = floats(summary, row * 2 * width)
    memory.copy(out, floats(first, (length - 1) * width), <usize>units << 2)
    memory.copy(floats(out, units), floats(first, units), <usize>units << 2)
    for (let u = 0; u < width; u++) {
      const position = largestPosition(floats(first, u), width, length)
      store<f32>(floats(out, width + u), load<f32>(floats(first, position * width + u)))
    }
  }
}

/** The gradient for x; a tie gives the maximum's gradient to the earliest position. */
export function summaryBackward(
  dy: usize, x: usize, lengths: usize, dx: usize, batch: i32, time: i32, units: i32,
): void {
  const width = 2 * units
  memory.fill(dx, 0, <usize>(batch * time * width) << 2)
  for (let row = 0; row < batch; row++) {
    const length = load<i32>(floats(lengths, row))
    const first = floats(x, row * time * width)
    const target = floats(dx, row * time * width)
    const slopes = floats(dy, row * 2 * width)
    memory.copy(floats(target, (length - 1) * width), slopes, <usize>units << 2)
    for (let u = 0; u < units; u++) {
      const at = floats(target, units + u)
      store<f32>(at, load<f32>(at) + load<f32>(floats(slopes, units + u)))
    }
    for (let u = 0; u < width; u++) {
      const position = largestPosition(floats(first, u), width, length)
      const at = floats(target, position * width + u)
      store<f32>(at, load<f32>(at) + load<f32>(floats(slopes, width + u)))
    }
  }
}
