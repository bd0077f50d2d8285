// The order of work on sequences of different lengths: rows sorted by length, so that the rows still running at
// step s are the first `activeRows(s)`, and only true tokens are ever computed.
//
// A schedule is one block of i32: tokens, active [time + 1], offset [time + 1], forward [tokens], backward [tokens]. Of
// three rows with 3, 1 and 2 tokens, padded to 3, as tokens row · 3 + position:
//
//     row 0   0 1 2        step          0        1      2
//     row 1   3 . .        active rows   3        2      1
//     row 2   6 7 .        offset        0        3      5
//                          forward       0 6 3    1 7    2      each row from its first token on
//                          backward      2 7 3    1 6    0      each row from its last token on
//
// The rows of a step are the first ones of the step before, in the same order: packed row offset(s) + i goes on from
// offset(s − 1) + i. So the product of a step is one dense product of neighbouring rows, without a mask.
import { release, take } from './memory'

// @ts-ignore: decorator
@inline
function at(block: usize, index: i32): usize {
  return block + (<usize>index << 2)
}

/** All true tokens of the batch. */
// @ts-ignore: decorator
@inline
export function tokenCount(block: usize): i32 {
  return load<i32>(block)
}

/** Rows that have a token at this step; 0 at step `time`. */
// @ts-ignore: decorator
@inline
export function activeRows(block: usize, step: i32): i32 {
  return load<i32>(at(block, 1 + step))
}

/** The packed row at which a step begins. */
// @ts-ignore: decorator
@inline
export function stepOffset(block: usize, time: i32, step: i32): i32 {
  return load<i32>(at(block, 2 + time + step))
}

/** Pointer to the tokens (row · time + position) of the packed rows, in the order of forward or of backward cells. */
// @ts-ignore: decorator
@inline
export function tokenOrder(block: usize, time: i32, isBackward: bool): usize {
  const forward = at(block, 3 + 2 * time)
  return isBackward ? forward + (<usize>tokenCount(block) << 2) : forward
}

/** Bytes of scratch that `createSchedule` needs at most. */
export function scheduleBytes(batch: i32, time: i32): usize {
  return <usize>(3 + 2 * time + 2 * batch * time + batch + 64) << 2
}

/** Builds the schedule of `lengths` (i32 [batch], clamped to 0..time); `release` it. */
export function createSchedule(lengths: usize, batch: i32, time: i32): usize {
  const block = take(<usize>(3 + 2 * time + 2 * batch * time) << 2)
  const order = take(<usize>batch << 2)
  // Rows with at least `length` tokens have one at step length − 1: so many are active there, which is what `sorted` is
  // when they are all placed; the entry for step s stands at index 1 + s.
  // Counting sort, longest first; rows of equal length keep their order.
  let sorted = 0
  for (let length = time; length >= 0; length--) {
    for (let row = 0; row < batch; row++) {
      const own = min(time, max(0, load<i32>(at(lengths, row))))
      if (own == length) store<i32>(at(order, sorted++), row)
    }
    if (length > 0) store<i32>(at(block, length), sorted)
  }
  store<i32>(at(block, 1 + time), 0)
  let tokens = 0
  for (let step = 0; step <= time; step++) {
    store<i32>(at(block, 2 + time + step), tokens)
    tokens += activeRows(block, step)
  }
  store<i32>(block, tokens)
  const forward = tokenOrder(block, time, false)
  const backward = tokenOrder(block, time, true)
  let packed = 0
  for (let step = 0; step < time; step++) {
    const active = activeRows(block, step)
    for (let i = 0; i < active; i++) {
      const row = load<i32>(at(order, i))
      const length = min(time, load<i32>(at(lengths, row)))
      store<i32>(at(forward, packed), row * time + step)
      store<i32>(at(backward, packed), row * time + length - 1 - step)
      packed++
    }
  }
  release(order)
  return block
}
