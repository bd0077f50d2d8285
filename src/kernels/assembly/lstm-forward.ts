// LSTM forward: one product for the inputs of all steps, then per step one product and one fused pass over the gates.
// The formulas are in lstm-sequence-reference.ts; here is where their numbers lie.
//
//     x, y, mask, lengths   as the caller has them, row-major: y [batch, time, cells · units]
//     gates                 [cells][token in the schedule's order][4·units, then 16 unused floats]: z, then i f g o
//     cellStates            [cells][token in the schedule's order][units]: c
//     packedInputs          x of all tokens in the schedule's order, in panels of four rows (matmul.ts), for all cells
//     packedHidden          h₋ of the rows that go on, gathered from y, in panels: made anew at each step
//
// The input product has no step before it to wait for, so that it is one large one and runs at the processor's full
// speed; only h₋·U, with as many rows as there are texts, has to follow the steps (Appleyard and others 2016 do so on
// GPUs). The bias joins in the activation, where z is read anyway.
import { sigmoid4, tanh4 } from './activations'
import { LstmForwardCall } from './calls'
import {
  multiplyPanels, multiplyRow, packColumns, packRows, panelBytesA, panelBytesB, rowsInTiles,
} from './matmul'
import { release, take, takeFloats } from './memory'
import { loadPart, maskPart, storePart } from './parts'
import {
  activeRows, createSchedule, scheduleBytes, stepOffset, tokenCount, tokenOrder,
} from './schedule'

// @ts-ignore: decorator
@inline
function biased(sum: usize, bias: usize, isWhole: bool): v128 {
  return f32x4.add(loadPart(sum, isWhole), loadPart(bias, isWhole))
}

/**
 * Four units (or one) of one row: pre-activations without their bias become gates, in place; `c` and `y` are written.
 * Pointers are to the first of the four units, and `units` is the distance in bytes from one gate's numbers to the
 * next's. `previous`, c of the step before, is 0 at the first step, and then c = i∘g.
 */
// @ts-ignore: decorator
@inline
function advanceUnits(
  gates: usize, bias: usize, units: usize, previous: usize, c: usize, y: usize, isWhole: bool,
): void {
  const input = sigmoid4(biased(gates, bias, isWhole))
  const forget = sigmoid4(biased(gates + units, bias + units, isWhole))
  const candidate = tanh4(biased(gates + 2 * units, bias + 2 * units, isWhole))
  const output = sigmoid4(biased(gates + 3 * units, bias + 3 * units, isWhole))
  let state = f32x4.mul(input, candidate)
  if (previous) state = f32x4.add(state, f32x4.mul(forget, loadPart(previous, isWhole)))
  storePart(gates, input, isWhole)
  storePart(gates + units, forget, isWhole)
  storePart(gates + 2 * units, candidate, isWhole)
  storePart(gates + 3 * units, output, isWhole)
  storePart(c, state, isWhole)
  storePart(y, f32x4.mul(output, tanh4(state)), isWhole)
}

/**
 * Floats from one row of packed gates to the next: rows that lie a power of two apart fall into the same few sets of
 * the cache and push each other out, so that each is a cache line (16 floats) longer than it needs be (measured: a
 * tenth faster).
 */
// @ts-ignore: decorator
@inline
export function gateStride(units: i32): i32 {
  return 4 * units + 16
}

/**
 * Bytes of scratch that `lstmForward` needs: for all tokens of the batch, as if none were padding, and 1,024 for the
 * product's tile at an edge and for rounding every block up to 64.
 */
export function lstmForwardScratch(batch: i32, time: i32, inputs: i32, units: i32): usize {
  const masked = <usize>(batch * time * inputs) << 2
  return scheduleBytes(batch, time) + masked + panelBytesA(batch * time, inputs) + panelBytesA(batch, units) + 1024
}

/** Rows of x in the order of `order`, each multiplied by the factors of the row of the batch that it belongs to. */
export function gatherMasked(
  target: usize, x: usize, mask: usize, order: usize, tokens: i32, time: i32, inputs: i32,
): void {
  for (let i = 0; i < tokens; i++) {
    const token = load<i32>(order + (<usize>i << 2))
    multiplyMask(target + (<usize>(i * inputs) << 2), x + (<usize>(token * inputs) << 2), mask + (<usize>(token / time * inputs) << 2), inputs)
  }
}

/** target [count] = source · mask */
export function multiplyMask(target: usize, source: usize, mask: usize, count: i32): void {
  for (let j = 0; j < count;) {
    const isWhole = j + 4 <= count
    const at = <usize>j << 2
    storePart(target + at, f32x4.mul(loadPart(source + at, isWhole), maskPart(mask, at, isWhole)), isWhole)
    j += isWhole ? 4 : 1
  }
}

/** Bytes of one kernel [rows, 4·units] of each cell in panels, as `lstmForward` packs them. */
export function lstmPackedBytes(rows: i32, units: i32, cells: i32): usize {
  return <usize>cells * panelBytesB(rows, 4 * units)
}

/**
 * y [batch, time, cells·units] of x [batch, time, inputs], of the cells of one direction: 0 for the even ones, which
 * read forward, 1 for the odd ones. The two directions touch nothing in common and may run at the same time: each has
 * its own schedule, scratch and panels of x, and writes its own cells' part of y, gates, cell states and kernel panels.
 * `isInputPacked` and `isRecurrentPacked` say that an earlier call has filled those panels, of the same weights.
 */
export function lstmForward(direction: i32, call: LstmForwardCall): void {
  const batch = call.batch, time = call.time, inputs = call.inputs, units = call.units, cells = call.cells
  if (direction >= cells) return
  const width = 4 * units
  const stride = gateStride(units)
  const stateWidth = cells * units
  const unitBytes = <usize>units << 2
  const schedule = createSchedule(call.lengths, batch, time)
  const tokens = tokenCount(schedule)
  const order = tokenOrder(schedule, time, direction == 1)

  const packedInputs = take(panelBytesA(tokens, inputs))
  const packedHidden = take(panelBytesA(batch, units))
  if (call.mask) {
    const masked = takeFloats(tokens * inputs)
    gatherMasked(masked, call.x, call.mask, order, tokens, time, inputs)
    packRows(packedInputs, masked, inputs, 0, tokens, inputs)
    release(masked)
  } else {
    packRows(packedInputs, call.x, inputs, order, tokens, inputs)
  }

  for (let cell = direction; cell < cells; cell += 2) {
    const cellGates = call.gates + (<usize>(cell * tokens * stride) << 2)
    const states = call.cellStates + (<usize>(cell * tokens * units) << 2)
    const hidden = call.y + (<usize>(cell * units) << 2)
    const cellKernel = call.recurrentKernel + (<usize>(cell * units * width) << 2)
    clearPadding(hidden, stateWidth, call.lengths, batch, time, unitBytes)
    const cellBias = call.bias + (<usize>(cell * width) << 2)
    const cellInputs = call.inputPanels + <usize>cell * panelBytesB(inputs, width)
    const cellPanels = call.recurrentPanels + <usize>cell * panelBytesB(units, width)
    if (!call.isInputPacked) packColumns(cellInputs, call.inputKernel + (<usize>(cell * width) << 2), cells * width, inputs, width)
    if (!call.isRecurrentPacked) packColumns(cellPanels, cellKernel, width, units, width)
    // z = x·W of all tokens at once; the bias comes with the activation.
    multiplyPanels(packedInputs, inputs, cellInputs, inputs, cellGates, stride, tokens, width, inputs, false)
    // Steps run in turn, as each needs the hidden states of the one before; there is no other wait.
    for (let step = 0; step < time; step++) {
      const active = activeRows(schedule, step)
      if (active == 0) break
      const first = stepOffset(schedule, time, step)
      const before = step > 0 ? stepOffset(schedule, time, step - 1) : 0
      const stepGates = cellGates + (<usize>(first * stride) << 2)
      // z += h₋·U; whole tiles of rows through the panels, the few rows that are left over one by one.
      if (step > 0) {
        const previous = order + (<usize>before << 2)
        const tiled = rowsInTiles(active)
        packRows(packedHidden, hidden, stateWidth, previous, tiled, units)
        multiplyPanels(packedHidden, units, cellPanels, units, stepGates, stride, tiled, width, units, true)
        for (let i = tiled; i < active; i++) {
          const state = hidden + <usize>load<i32>(previous + (<usize>i << 2)) * (<usize>stateWidth << 2)
          multiplyRow(state, cellPanels, stepGates + (<usize>(i * stride) << 2), width, units)
        }
      }
      // Activation of each row: gates, then c = f∘c₋ + i∘g and h = o∘tanh(c).
      for (let i = 0; i < active; i++) {
        let g = stepGates + (<usize>(i * stride) << 2)
        let b = cellBias
        let c = states + (<usize>((first + i) * units) << 2)
        let previous = step > 0 ? states + (<usize>((before + i) * units) << 2) : 0
        let h = hidden + <usize>load<i32>(order + (<usize>(first + i) << 2)) * (<usize>stateWidth << 2)
        const advance: usize = previous ? 1 : 0
        let u = 0
        for (; u + 4 <= units; u += 4) {
          advanceUnits(g, b, unitBytes, previous, c, h, true)
          g += 16
          b += 16
          c += 16
          previous += advance << 4
          h += 16
        }
        for (; u < units; u++) {
          advanceUnits(g, b, unitBytes, previous, c, h, false)
          g += 4
          b += 4
          c += 4
          previous += advance << 2
          h += 4
        }
      }
    }
  }
  release(schedule)
}

/** Zeroes one cell's states after each row's own length. */
function clearPadding(hidden: usize, stateWidth: i32, lengths: usize, batch: i32, time: i32, bytes: usize): void {
  for (let row = 0; row < batch; row++) {
    const length = min(time, max(0, load<i32>(lengths + (<usize>row << 2))))
    for (let position = length; position < time; position++) {
      memory.fill(hidden + (<usize>((row * time + position) * stateWidth) << 2), 0, bytes)
    }
  }
}
