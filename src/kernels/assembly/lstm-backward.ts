// LSTM backward: per step one product and one fused pass; all weight gradients as single products over all tokens.
// Backpropagation through time (Werbos 1990); the formulas are in lstm-sequence-reference.ts.
//
//     slopes     [token in the schedule's order][4·units]: dz, kept for all steps
//     dHidden    [active row][units]: dh of this step
//     carry      [active row][units]: dc on its way to the step before. Rows are sorted by length, so that a row whose
//                last step this is joins behind those that go on, and finds the zeros that were there at first
//     packedDx   [token in the schedule's order][inputs − constants]: dx, scattered to the tokens at the end
//
// dW = Σ xᵀ·dz, dU = Σ h₋ᵀ·dz and dx = dz·Wᵀ need no order among the steps: with all dz kept they are three products as
// deep, or as tall, as there are tokens. Only dh₋ = dz·Uᵀ has to follow the steps, from the last to the first.
import { tanh4 } from './activations'
import { LstmBackwardCall } from './calls'
import { gateStride, gatherMasked, multiplyMask } from './lstm-forward'
import {
  addRows, multiplyPanels, multiplyRow, packColumns, packColumnsTransposed, packRows, packRowsTransposed,
  panelBytesA, panelBytesB, rowsInTiles,
} from './matmul'
import { release, take, takeFloats } from './memory'
import { loadPart, storePart } from './parts'
import {
  activeRows, createSchedule, scheduleBytes, stepOffset, tokenCount, tokenOrder,
} from './schedule'

/**
 * Four units (or one) of one row: from the gradient of the hidden state to that of the pre-activations. `carry` is dc,
 * handed to the step before. With ∘ left out:
 *
 *     dc = dc₊ + dh·o·(1 − tanh²c)      dzᵢ  = dc·g·i·(1 − i)     dz_f = dc·c₋·f·(1 − f)
 *     dc₋ = dc·f                        dz_g = dc·i·(1 − g²)      dzₒ  = dh·tanh(c)·o·(1 − o)
 *
 * tanh(c) is made anew: keeping it would cost as much memory as c. `previous` is c₋, 0 at the first step.
 */
// @ts-ignore: decorator
@inline
function retreatUnits(
  gates: usize, slopes: usize, units: usize, c: usize, previous: usize, dHidden: usize, carry: usize, isWhole: bool,
): void {
  const one = f32x4.splat(1)
  const input = loadPart(gates, isWhole)
  const forget = loadPart(gates + units, isWhole)
  const candidate = loadPart(gates + 2 * units, isWhole)
  const output = loadPart(gates + 3 * units, isWhole)
  const state = tanh4(loadPart(c, isWhole))
  const dh = loadPart(dHidden, isWhole)
  const slope = f32x4.sub(one, f32x4.mul(state, state))
  const dc = f32x4.add(loadPart(carry, isWhole), f32x4.mul(f32x4.mul(dh, output), slope))
  const before = previous ? loadPart(previous, isWhole) : f32x4.splat(0)
  const dInput = f32x4.mul(f32x4.mul(dc, candidate), f32x4.mul(input, f32x4.sub(one, input)))
  const dForget = f32x4.mul(f32x4.mul(dc, before), f32x4.mul(forget, f32x4.sub(one, forget)))
  const dCandidate = f32x4.mul(f32x4.mul(dc, input), f32x4.sub(one, f32x4.mul(candidate, candidate)))
  const dOutput = f32x4.mul(f32x4.mul(dh, state), f32x4.mul(output, f32x4.sub(one, output)))
  storePart(slopes, dInput, isWhole)
  storePart(slopes + units, dForget, isWhole)
  storePart(slopes + 2 * units, dCandidate, isWhole)
  storePart(slopes + 3 * units, dOutput, isWhole)
  storePart(carry, f32x4.mul(dc, forget), isWhole)
}

// @ts-ignore: decorator
@inline
function floats(base: usize, count: i32): usize {
  return base + (<usize>count << 2)
}

/**
 * Bytes of scratch that `lstmBackward` needs: dz [tokens, 4·units], the indices of dU's rows, x under dropout and dx
 * [tokens, inputs], dh and dc [batch, units]; the panels; and 1,024 for rounding blocks up to 64 and a tile at an edge.
 */
export function lstmBackwardScratch(batch: i32, time: i32, inputs: i32, units: i32): usize {
  const width = 4 * units
  const tokens = batch * time
  const packed = max(panelBytesA(max(inputs, units), tokens), panelBytesA(tokens, width))
    + panelBytesA(inputs, tokens) + panelBytesB(tokens, width) + panelBytesB(width, max(inputs, units))
  return scheduleBytes(batch, time) + packed + (<usize>(tokens * (width + 1 + 2 * inputs) + 2 * batch * units) << 2) + 1024
}

/**
 * Gradients of `lstmForward` for x and the three parameters, from the gradient dy of y: of the cells of one direction,
 * which may run at the same time as the other. Each direction overwrites its cells' part of the weights' gradients,
 * and the whole of its own `dx`: zeros in the first `constants` columns. Nothing of dx when all are constant.
 */
export function lstmBackward(direction: i32, dx: usize, call: LstmBackwardCall): void {
  const batch = call.batch, time = call.time, inputs = call.inputs, units = call.units, cells = call.cells
  const constants = call.constants
  if (direction >= cells) return
  const width = 4 * units
  const stride = gateStride(units)
  const stateWidth = cells * units
  const unitBytes = <usize>units << 2
  const schedule = createSchedule(call.lengths, batch, time)
  const tokens = tokenCount(schedule)
  const firstStep = activeRows(schedule, 0)
  const slanted = inputs - constants
  const order = tokenOrder(schedule, time, direction == 1)

  // What each is for is at the top of the file. packedA and packedKernel are filled several times over, with whatever
  // is multiplied next, so they have the size of the largest.
  const slopes = takeFloats(tokens * width)
  const dHidden = takeFloats(batch * units)
  const carry = takeFloats(batch * units)
  const packedDx = takeFloats(tokens * slanted)
  const packedA = take(max(panelBytesA(max(inputs, units), tokens), panelBytesA(tokens, width)))
  const packedSlopes = take(panelBytesB(tokens, width))
  const packedKernel = take(panelBytesB(width, max(inputs, units)))
  const packedInputs = take(panelBytesA(inputs, tokens))
  if (call.mask) {
    const masked = takeFloats(tokens * inputs)
    gatherMasked(masked, call.x, call.mask, order, tokens, time, inputs)
    packRowsTransposed(packedInputs, masked, inputs, 0, inputs, tokens)
    release(masked)
  } else {
    packRowsTransposed(packedInputs, call.x, inputs, order, inputs, tokens)
  }

  for (let cell = direction; cell < cells; cell += 2) {
    const cellGates = floats(call.gates, cell * tokens * stride)
    const states = floats(call.cellStates, cell * tokens * units)
    // Uᵀ [4·units, units] in panels of eight columns, used at every step.
    packColumnsTransposed(packedKernel, floats(call.recurrentKernel, cell * units * width), width, width, units)
    memory.fill(carry, 0, <usize>(batch * units) << 2)
    for (let step = time - 1; step >= 0; step--) {
      const active = activeRows(schedule, step)
      if (active == 0) continue
      const first = stepOffset(schedule, time, step)
      const before = step > 0 ? stepOffset(schedule, time, step - 1) : 0
      // dh = dy + dz₊·Uᵀ: rows that go on after this step are the first `later` of those that are active in it.
      for (let i = 0; i < active; i++) {
        const token = load<i32>(floats(order, first + i))
        memory.copy(floats(dHidden, i * units), floats(call.dy, token * stateWidth + cell * units), unitBytes)
      }
      const later = activeRows(schedule, step + 1)
      if (later > 0) {
        const next = floats(slopes, stepOffset(schedule, time, step + 1) * width)
        const tiled = rowsInTiles(later)
        packRows(packedA, next, width, 0, tiled, width)
        multiplyPanels(packedA, width, packedKernel, width, dHidden, units, tiled, units, width, true)
        for (let i = tiled; i < later; i++) {
          multiplyRow(floats(next, i * width), packedKernel, floats(dHidden, i * units), units, width)
        }
      }
      // dz and dc of each row; the formulas are in lstm-sequence-reference.ts.
      for (let i = 0; i < active; i++) {
        let g = floats(cellGates, (first + i) * stride)
        let s = floats(slopes, (first + i) * width)
        let c = floats(states, (first + i) * units)
        let previous = step > 0 ? floats(states, (before + i) * units) : 0
        let dh = floats(dHidden, i * units)
        let dc = floats(carry, i * units)
        const advance: usize = previous ? 1 : 0
        let u = 0
        for (; u + 4 <= units; u += 4) {
          retreatUnits(g, s, unitBytes, c, previous, dh, dc, true)
          g += 16
          s += 16
          c += 16
          previous += advance << 4
          dh += 16
          dc += 16
        }
        for (; u < units; u++) {
          retreatUnits(g, s, unitBytes, c, previous, dh, dc, false)
          g += 4
          s += 4
          c += 4
          previous += advance << 2
          dh += 4
          dc += 4
        }
      }
    }

    // db = Σ dz, and dW = xᵀ·dz over all tokens: [inputs, tokens] · [tokens, 4·units], written between the columns of
    // the other cells, which is why its rows are cells · 4·units apart.
    const cellBias = floats(call.dBias, cell * width)
    memory.fill(cellBias, 0, <usize>width << 2)
    addRows(cellBias, slopes, tokens, width)
    packColumns(packedSlopes, slopes, width, tokens, width)
    multiplyPanels(
      packedInputs, tokens, packedSlopes, tokens,
      floats(call.dInputKernel, cell * width), cells * width, inputs, width, tokens, false,
    )
    // Every token but the first steps' has a hidden state before it: the one that stands `active` rows earlier.
    const followers = tokens - firstStep
    const previousTokens = take(<usize>max(1, followers) << 2)
    for (let step = 1; step < time; step++) {
      const active = activeRows(schedule, step)
      const from = floats(order, stepOffset(schedule, time, step - 1))
      const to = floats(previousTokens, stepOffset(schedule, time, step) - firstStep)
      memory.copy(to, from, <usize>active << 2)
    }
    // dU = h₋ᵀ·dz over them. In the panels of dz a token is 8 floats (32 bytes) of each, so that those of the first
    // step are skipped by starting so much deeper.
    packRowsTransposed(packedA, floats(call.y, cell * units), stateWidth, previousTokens, units, followers)
    multiplyPanels(
      packedA, followers, packedSlopes + <usize>firstStep * 32, tokens,
      floats(call.dRecurrentKernel, cell * units * width), width, units, width, followers, false,
    )
    release(previousTokens)

    // dx = dz·Wᵀ, of those columns that need one; the cells of a direction add up.
    if (slanted == 0) continue
    const kernelRows = floats(call.inputKernel, (constants * cells + cell) * width)
    packRows(packedA, slopes, width, 0, tokens, width)
    packColumnsTransposed(packedKernel, kernelRows, cells * width, width, slanted)
    multiplyPanels(packedA, width, packedKernel, width, packedDx, slanted, tokens, slanted, width, cell >= 2)
  }
  if (slanted > 0) scatterRows(dx, packedDx, order, call)
  release(schedule)
}

/** Puts each packed row at its token, after its constant columns, and zeros there and at padding. */
function scatterRows(dx: usize, packed: usize, order: usize, call: LstmBackwardCall): void {
  const time = call.time, inputs = call.inputs, constants = call.constants
  const slanted = inputs - constants
  let tokens = 0
  for (let row = 0; row < call.batch; row++) {
    const length = min(time, max(0, load<i32>(floats(call.lengths, row))))
    memory.fill(floats(dx, (row * time + length) * inputs), 0, <usize>((time - length) * inputs) << 2)
    tokens += length
  }
  for (let i = 0; i < tokens; i++) {
    const token = load<i32>(floats(order, i))
    const target = floats(dx, token * inputs)
    const source = floats(packed, i * slanted)
    memory.fill(target, 0, <usize>constants << 2)
    if (call.mask) {
      multiplyMask(floats(target, constants), source, floats(call.mask, token / time * inputs + constants), slanted)
    } else {
      memory.copy(floats(target, constants), source, <usize>slanted << 2)
    }
  }
}
