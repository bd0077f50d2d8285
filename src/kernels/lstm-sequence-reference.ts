/**
 * What an LSTM over a batch of sequences is, forward and backward, in plain loops: every faster kernel is tested against
 * this file. The cell is that of Hochreiter and Schmidhuber (1997) with the forget gate of Gers, Schmidhuber and
 * Cummins (2000), without peepholes:
 *
 *     z = x·W + h₋·U + b, cut into zᵢ, z_f, z_g, zₒ
 *     i = σ(zᵢ)   f = σ(z_f)   g = tanh(z_g)   o = σ(zₒ)
 *     c = f∘c₋ + i∘g   h = o∘tanh(c)
 *
 * ∘ multiplies number by number; h₋ and c₋ are those of the step before, and zero at the first. The input gate i says
 * how much of the candidate g enters the cell, the forget gate f how much of the old cell stays, the output gate o how
 * much of it shows. A cell that reads forward and one that reads backward, side by side, are a bidirectional LSTM
 * (Schuster and Paliwal 1997; with LSTM cells: Graves and Schmidhuber 2005).
 */

/** Sizes of one call. `cells` run over the same input: even cells forward, odd ones backward over each row's own length. */
export type LstmSizes = {
  batch: number
  time: number
  inputSize: number
  units: number
  cells: number
}

export type LstmParameters = {
  /** [batch, time, inputSize] */
  x: Float32Array
  /** [batch], each 1..time */
  lengths: Int32Array
  /** [inputSize, cells·4·units], gate order i, f, g, o within a cell */
  inputKernel: Float32Array
  /** [cells, units, 4·units] */
  recurrentKernel: Float32Array
  /** [cells·4·units] */
  bias: Float32Array
}

/** What the backward pass needs to know of the forward pass; all zero at padded positions. */
export type LstmTrace = {
  /** Hidden states, the result: [batch, time, cells·units] */
  y: Float32Array
  /** Gates after their activation: [batch, time, cells·4·units] */
  gates: Float32Array
  /** Cell states before the output gate: [batch, time, cells·units] */
  cellStates: Float32Array
}

export type LstmGradients = {
  dx: Float32Array
  dInputKernel: Float32Array
  dRecurrentKernel: Float32Array
  dBias: Float32Array
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))

/** The position of a row's s-th step: backward cells read their row from its last token to its first. */
const positionOf = (cell: number, step: number, length: number) =>
  cell % 2 === 0 ? step : length - 1 - step

/** Runs all cells over all rows; each row stops at its own length, so padding is never read. */
export function lstmForward(sizes: LstmSizes, parameters: LstmParameters): LstmTrace {
  const { batch, time, inputSize, units, cells } = sizes
  const { x, lengths, inputKernel, recurrentKernel, bias } = parameters
  const gateWidth = 4 * units
  const width = cells * gateWidth
  const y = new Float32Array(batch * time * cells * units)
  const gates = new Float32Array(batch * time * width)
  const cellStates = new Float32Array(batch * time * cells * units)

  for (let row = 0; row < batch; row++) {
    const length = lengths[row]!
    // x·W + b of all cells at once: it does not depend on the step before.
    for (let position = 0; position < length; position++) {
      const token = row * time + position
      const z = gates.subarray(token * width, (token + 1) * width)
      z.set(bias)
      for (let i = 0; i < inputSize; i++) {
        addScaled(z, inputKernel, i * width, x[token * inputSize + i]!)
      }
    }
    for (let cell = 0; cell < cells; cell++) {
      let previous = -1
      for (let step = 0; step < length; step++) {
        const token = row * time + positionOf(cell, step, length)
        const z = gates.subarray(
          token * width + cell * gateWidth,
          token * width + (cell + 1) * gateWidth,
        )
        const state = (token * cells + cell) * units
        // + h₋·U; there is no hidden state before the first step.
        if (previous >= 0) {
          for (let u = 0; u < units; u++) {
            addScaled(z, recurrentKernel, (cell * units + u) * gateWidth, y[previous + u]!)
          }
        }
        for (let u = 0; u < units; u++) {
          const i = sigmoid(z[u]!)
          const f = sigmoid(z[units + u]!)
          const g = Math.tanh(z[2 * units + u]!)
          const o = sigmoid(z[3 * units + u]!)
          const c = (previous >= 0 ? f * cellStates[previous + u]! : 0) + i * g
          z[u] = i
          z[units + u] = f
          z[2 * units + u] = g
          z[3 * units + u] = o
          cellStates[state + u] = c
          y[state + u] = o * Math.tanh(c)
        }
        previous = state
      }
    }
  }
  return { y, gates, cellStates }
}

/**
 * Backpropagation through time (Werbos 1990): the gradient of `sum(y · dy)` for the input and the three parameters.
 * From the last step of a row to its first, with dh₊ and dc₊ handed down by the step behind:
 *
 *     dh = dy + dh₊                      dc = dc₊ + dh∘o∘(1 − tanh²c)
 *     dzᵢ = dc∘g∘i∘(1 − i)               dz_f = dc∘c₋∘f∘(1 − f)
 *     dz_g = dc∘i∘(1 − g²)               dzₒ = dh∘tanh(c)∘o∘(1 − o)
 *     dW += xᵀ·dz   dU += h₋ᵀ·dz   db += dz   dx = dz·Wᵀ   dh₋ = dz·Uᵀ   dc₋ = dc∘f
 */
export function lstmBackward(
  sizes: LstmSizes,
  parameters: Omit<LstmParameters, 'bias'>,
  trace: LstmTrace,
  dy: Float32Array,
): LstmGradients {
  const { batch, time, inputSize, units, cells } = sizes
  const { x, lengths, inputKernel, recurrentKernel } = parameters
  const { y, gates, cellStates } = trace
  const gateWidth = 4 * units
  const width = cells * gateWidth
  const dx = new Float32Array(x.length)
  const dInputKernel = new Float32Array(inputKernel.length)
  const dRecurrentKernel = new Float32Array(recurrentKernel.length)
  const dBias = new Float32Array(width)
  // Of one step of one row: dz, and dh and dc on their way from the step behind to this one.
  const dz = new Float32Array(gateWidth)
  const dHidden = new Float32Array(units)
  const dCell = new Float32Array(units)

  for (let row = 0; row < batch; row++) {
    const length = lengths[row]!
    for (let cell = 0; cell < cells; cell++) {
      dHidden.fill(0)
      dCell.fill(0)
      for (let step = length - 1; step >= 0; step--) {
        const token = row * time + positionOf(cell, step, length)
        const state = (token * cells + cell) * units
        const previous =
          step > 0 ? ((row * time + positionOf(cell, step - 1, length)) * cells + cell) * units : -1
        const gate = token * width + cell * gateWidth
        for (let u = 0; u < units; u++) {
          const i = gates[gate + u]!
          const f = gates[gate + units + u]!
          const g = gates[gate + 2 * units + u]!
          const o = gates[gate + 3 * units + u]!
          // Two ways lead from here to the loss: h goes to the layer above (dy) and into the next step's gates
          // (dHidden); c goes to h through o and tanh, and into the next step's cell through its forget gate (dCell).
          const tanhCell = Math.tanh(cellStates[state + u]!)
          const dh = dy[state + u]! + dHidden[u]!
          const dc = dCell[u]! + dh * o * (1 - tanhCell * tanhCell)
          // σ′ = σ·(1 − σ) and tanh′ = 1 − tanh², both of what the gates already are.
          dz[u] = dc * g * i * (1 - i)
          dz[units + u] = previous >= 0 ? dc * cellStates[previous + u]! * f * (1 - f) : 0
          dz[2 * units + u] = dc * i * (1 - g * g)
          dz[3 * units + u] = dh * tanhCell * o * (1 - o)
          dCell[u] = dc * f
        }
        // db, dx and dW. The parameters are the same at every step of every row, so that their gradients add up over
        // all of them; x is read by all cells, so that dx adds up over these.
        const column = cell * gateWidth
        for (let j = 0; j < gateWidth; j++) dBias[column + j]! += dz[j]!
        for (let i = 0; i < inputSize; i++) {
          const at = i * width + column
          const value = x[token * inputSize + i]!
          dx[token * inputSize + i]! += dot(dz, inputKernel, at)
          for (let j = 0; j < gateWidth; j++) dInputKernel[at + j]! += value * dz[j]!
        }
        // dh₋ and dU, where there is a step before
        if (previous < 0) continue
        for (let u = 0; u < units; u++) {
          const at = (cell * units + u) * gateWidth
          const value = y[previous + u]!
          dHidden[u] = dot(dz, recurrentKernel, at)
          for (let j = 0; j < gateWidth; j++) dRecurrentKernel[at + j]! += value * dz[j]!
        }
      }
    }
  }
  return { dx, dInputKernel, dRecurrentKernel, dBias }
}

function addScaled(target: Float32Array, source: Float32Array, offset: number, scale: number) {
  for (let j = 0; j < target.length; j++) target[j]! += scale * source[offset + j]!
}

function dot(left: Float32Array, right: Float32Array, offset: number): number {
  let sum = 0
  for (let j = 0; j < left.length; j++) sum += left[j]! * right[offset + j]!
  return sum
}
