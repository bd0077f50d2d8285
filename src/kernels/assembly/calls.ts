// What one call of a large kernel works on: structs that the host writes into the common memory, four bytes a field, in
// the order in which `calls.ts` of the kernels lists them. Pointers are byte offsets; 0 stands for what is not given.

/** One sequence layer, forward. */
@unmanaged
export class LstmForwardCall {
  /** [batch, time, inputs] */
  x: usize
  /** [batch, inputs], multiplies x; 0 for none. */
  mask: usize
  /** [batch], tokens of each row. */
  lengths: usize
  /** [inputs, cells · 4 · units] */
  inputKernel: usize
  /** [cells, units, 4 · units] */
  recurrentKernel: usize
  /** [cells, 4 · units] */
  bias: usize
  /** Of the kernels' columns in panels; filled by this call unless it is packed. */
  inputPanels: usize
  isInputPacked: i32
  recurrentPanels: usize
  isRecurrentPacked: i32
  /** [batch, time, cells · units] */
  y: usize
  /** Per cell, packed in the order of the schedule: `gateStride` floats a token. For the backward pass alone, as `cellStates`. */
  gates: usize
  /** Per cell, packed likewise: `units` floats a token. */
  cellStates: usize
  batch: i32
  time: i32
  inputs: i32
  units: i32
  cells: i32
}

/** The same layer, backward: what it read and kept, the gradient of `y`, and where gradients go. */
@unmanaged
export class LstmBackwardCall {
  /** The gradient of y, of its shape. */
  dy: usize
  x: usize
  mask: usize
  lengths: usize
  inputKernel: usize
  recurrentKernel: usize
  y: usize
  gates: usize
  cellStates: usize
  /** Gradients of the parameters, of their shapes. */
  dInputKernel: usize
  dRecurrentKernel: usize
  dBias: usize
  batch: i32
  time: i32
  inputs: i32
  units: i32
  cells: i32
  /** Of the columns of x, how many of the first need no gradient. */
  constants: i32
}

/** The gradients of a dense layer, y [rows, outputs] = x [rows, inputs] · kernel [inputs, outputs] + bias. */
@unmanaged
export class DenseBackwardCall {
  /** The gradient of y. */
  dy: usize
  x: usize
  kernel: usize
  /** Gradients, of the shapes of what they are of. */
  dx: usize
  dKernel: usize
  dBias: usize
  rows: i32
  inputs: i32
  outputs: i32
}

/** What all tensors share in one step of Adam. */
@unmanaged
export class AdamCall {
  /** Of `AdamTensor`s, one behind the other. */
  table: usize
  tensors: i32
  /** Clips the gradients. */
  scale: f32
  beta1: f32
  beta2: f32
  meanCorrection: f32
  varianceCorrection: f32
  epsilon: f32
}

/** One of those tensors, of `count` values, with its gradient and moments. */
@unmanaged
export class AdamTensor {
  weight: usize
  gradient: usize
  mean: usize
  variance: usize
  count: i32
  learningRate: f32
  decay: f32
}
