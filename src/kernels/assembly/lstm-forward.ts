// LSTM forward: one product for the inputs of all steps, then per step one product and one fused pass over the gates.
import { sigmoid4, tanh4 } from './activations'
import {
  multiplyPanels, packColumns, packRows, panelBytesA, panelBytesB, repeatRow,
} from './matmul'
import { release, take } from './memory'
import { activeRows, createSchedule, stepOffset, tokenCount, tokenOrder } from './schedule'

// @ts-ignore: decorator
@inline
function loadPart(pointer: usize, isWhole: bool): v128 {
  return isWhole ? v128.load(pointer) : v128.load32_splat(pointer)
}

// @ts-ignore: decorator
@inline
function storePart(pointer: usize, value: v128, isWhole: bool): void {
  if (isWhole) v128.store(pointer, value)
  else v128.store_lane<f32>(pointer, value, 0)
}

/** Four units (or one) of one row: pre-activations become gates, `c` and `y` are written. `previous` is 0 at the first step. */
// @ts-ignore: decorator
@inline
function advanceUnits(gates: usize, units: usize, previous: usize, c: usize, y: usize, isWhole: bool): void {
  const input = sigmoid4(loadPart(gates, isWhole))
  const forget = sigmoid4(loadPart(gates + units, isWhole))
  const candidate = tanh4(loadPart(gates + 2 * units, isWhole))
  const output = sigmoid4(loadPart(gates + 3 * units, isWhole))
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
 * y [batch, time, cells·units] of x [batch, time, inputs]. `gates` and `cellStates` are for the backward pass alone:
 * per cell, packed in the order of the schedule.
 */
export function lstmForward(
  x: usize, lengths: usize, inputKernel: usize, recurrentKernel: usize, bias: usize,
  y: usize, gates: usize, cellStates: usize,
  batch: i32, time: i32, inputs: i32, units: i32, cells: i32,
): void {
  const width = 4 * units
  const stateWidth = cells * units
  const unitBytes = <usize>units << 2
  memory.fill(y, 0, <usize>(batch * time * stateWidth) << 2)
  const schedule = createSchedule(lengths, batch, time)
  const tokens = tokenCount(schedule)

  const packedInputs = take(2 * panelBytesA(tokens, inputs))
  const packedHidden = take(panelBytesA(batch, units))
  const packedKernel = take(panelBytesB(max(inputs, units), width))
  for (let direction = 0; direction < min(2, cells); direction++) {
    packRows(
      packedInputs + <usize>direction * panelBytesA(tokens, inputs),
      x, inputs, tokenOrder(schedule, time, direction == 1), tokens, inputs,
    )
  }

  for (let cell = 0; cell < cells; cell++) {
    const order = tokenOrder(schedule, time, (cell & 1) == 1)
    const cellGates = gates + (<usize>(cell * tokens * width) << 2)
    const states = cellStates + (<usize>(cell * tokens * units) << 2)
    const hidden = y + (<usize>(cell * units) << 2)
    repeatRow(cellGates, bias + (<usize>(cell * width) << 2), tokens, width)
    packColumns(packedKernel, inputKernel + (<usize>(cell * width) << 2), cells * width, inputs, width)
    multiplyPanels(
      packedInputs + <usize>(cell & 1) * panelBytesA(tokens, inputs), inputs,
      packedKernel, inputs, cellGates, width, tokens, width, inputs, true,
    )
    packColumns(packedKernel, recurrentKernel + (<usize>(cell * units * width) << 2), width, units, width)
    for (let step = 0; step < time; step++) {
      const active = activeRows(schedule, step)
      if (active == 0) break
      const first = stepOffset(schedule, time, step)
      const before = step > 0 ? stepOffset(schedule, time, step - 1) : 0
      if (step > 0) {
        packRows(packedHidden, hidden, stateWidth, order + (<usize>before << 2), active, units)
        multiplyPanels(
          packedHidden, units, packedKernel, units,
          cellGates + (<usize>(first * width) << 2), width, active, width, units, true,
        )
      }
      for (let i = 0; i < active; i++) {
        let g = cellGates + (<usize>((first + i) * width) << 2)
        let c = states + (<usize>((first + i) * units) << 2)
        let previous = step > 0 ? states + (<usize>((before + i) * units) << 2) : 0
        let h = hidden + <usize>load<i32>(order + (<usize>(first + i) << 2)) * (<usize>stateWidth << 2)
        const stride: usize = previous ? 1 : 0
        let u = 0
        for (; u + 4 <= units; u += 4) {
          advanceUnits(g, unitBytes, previous, c, h, true)
          g += 16
          c += 16
          previous += stride << 4
          h += 16
        }
        for (; u < units; u++) {
          advanceUnits(g, unitBytes, previous, c, h, false)
          g += 4
          c += 4
          previous += stride << 2
          h += 4
        }
      }
    }
  }
  release(packedKernel)
  release(packedHidden)
  release(packedInputs)
  release(schedule)
}
