/**
 * An ONNX model as bytes: the part of onnx.proto3 that a network needs, over the wire format of protobuf.
 * Numbers of fields and types are those of the standard (onnx/onnx.proto, IR version 8).
 */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

const TYPES = { float: 1, int8: 3, int32: 6, int64: 7 } as const
type ElementType = keyof typeof TYPES

/** A size, or the name of one that each call may choose. */
export type Axis = number | string

export type OnnxInput = { name: string; type: ElementType; axes: readonly Axis[] }

type Attribute = number | string | readonly number[]
type Attributes = Readonly<Record<string, Attribute>>

/** Numbers of a constant; plain numbers are whole ones. */
type Values = Float32Array | Int8Array | readonly number[]

/** A graph that is being written, in the order in which it runs. */
export type OnnxGraph = {
  /** What the caller has to give. */
  input: (input: OnnxInput) => string
  /** Adds numbers that are part of the model. Whole numbers are `int64` unless said otherwise. */
  constant: (name: string, axes: readonly number[], values: Values, type?: ElementType) => string
  /** Adds an operator and names its result. */
  node: (operator: string, inputs: readonly string[], attributes?: Attributes) => string
  /** As `node`, of an operator with several results. */
  nodes: (
    operator: string,
    inputs: readonly string[],
    attributes: Attributes,
    results: number,
  ) => string[]
  /** What the caller gets: the result `from`, as `name`. */
  output: (name: string, from: string, axes: readonly Axis[]) => void
  /** The whole file. */
  finish: (about: OnnxStory) => Uint8Array<ArrayBuffer>
}

export type OnnxStory = {
  name: string
  producer: string
  version: string
  about: string
  /** Texts by name that go with the model. */
  metadata: Readonly<Record<string, string>>
}

const IR_VERSION = 8
const OPSET = 17

/** Starts an empty graph. */
export function createOnnxGraph(): OnnxGraph {
  const parts: { field: number; bytes: Uint8Array }[] = []
  const add = (field: number, bytes: Uint8Array) => parts.push({ field, bytes })
  let count = 0
  const operate = (operator: string, inputs: readonly string[], named: Attributes, to: string[]) =>
    add(GRAPH.node, nodeProto(operator, inputs, to, named))
  const nodes: OnnxGraph['nodes'] = (operator, inputs, attributes, results) => {
    count += 1
    const to = Array.from({ length: results }, (_, place) => `${operator}_${count}_${place}`)
    operate(operator, inputs, attributes, to)
    return to
  }
  return {
    input: (input) => {
      add(GRAPH.input, valueInfo(input))
      return input.name
    },
    constant: (name, axes, values, type) => {
      add(GRAPH.initializer, tensorProto(name, axes, values, type))
      return name
    },
    node: (operator, inputs, attributes = {}) => nodes(operator, inputs, attributes, 1)[0]!,
    nodes,
    output: (name, from, axes) => {
      operate('Identity', [from], {}, [name])
      add(GRAPH.output, valueInfo({ name, type: 'float', axes }))
    },
    finish: ({ name, producer, version, about, metadata }) => {
      const graph = new BinaryWriter()
      text(graph, GRAPH.name, name)
      for (const { field, bytes } of parts) graph.tag(field, WireType.LengthDelimited).bytes(bytes)
      const model = new BinaryWriter()
      whole(model, 1, IR_VERSION)
      text(model, 2, producer)
      text(model, 3, version)
      text(model, 6, about)
      model.tag(7, WireType.LengthDelimited).bytes(graph.finish())
      model.tag(8, WireType.LengthDelimited).fork()
      whole(model, 2, OPSET)
      model.join()
      for (const [key, value] of Object.entries(metadata)) {
        model.tag(14, WireType.LengthDelimited).fork()
        text(model, 1, key)
        text(model, 2, value)
        model.join()
      }
      return new Uint8Array(model.finish())
    },
  }
}

/** Fields of `GraphProto`. */
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const

function nodeProto(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes,
): Uint8Array {
  const node = new BinaryWriter()
  for (const name of inputs) text(node, 1, name)
  for (const name of outputs) text(node, 2, name)
  text(node, 3, outputs[0] ?? '')
  text(node, 4, operator)
  for (const [name, value] of Object.entries(attributes)) {
    node.tag(5, WireType.LengthDelimited).fork()
    text(node, 1, name)
    if (typeof value === 'number') whole(node, 3, value)
    else if (typeof value === 'string') text(node, 4, value)
    else for (const one of value) whole(node, 8, one)
    whole(node, 20, typeof value === 'number' ? 2 : typeof value === 'string' ? 3 : 7)
    node.join()
  }
  return node.finish()
}

function tensorProto(
  name: string,
  axes: readonly number[],
  values: Values,
  type: ElementType = values instanceof Float32Array
    ? 'float'
    : values instanceof Int8Array
      ? 'int8'
      : 'int64',
): Uint8Array {
  const tensor = new BinaryWriter()
  for (const size of axes) whole(tensor, 1, size)
  whole(tensor, 2, TYPES[type])
  text(tensor, 8, name)
  tensor.tag(9, WireType.LengthDelimited).bytes(littleEndian(values, type))
  return tensor.finish()
}

function littleEndian(values: Values, type: ElementType): Uint8Array {
  if (values instanceof Int8Array) {
    return new Uint8Array(values.buffer, values.byteOffset, values.length)
  }
  const width = type === 'int64' ? 8 : 4
  const view = new DataView(new ArrayBuffer(width * values.length))
  values.forEach((value, place) => {
    if (type === 'float') view.setFloat32(width * place, value, true)
    else if (type === 'int64') view.setBigInt64(width * place, BigInt(value), true)
    else view.setInt32(width * place, value, true)
  })
  return new Uint8Array(view.buffer)
}

function valueInfo({ name, type, axes }: OnnxInput): Uint8Array {
  const info = new BinaryWriter()
  text(info, 1, name)
  info.tag(2, WireType.LengthDelimited).fork() // TypeProto
  info.tag(1, WireType.LengthDelimited).fork() // its tensor
  whole(info, 1, TYPES[type])
  info.tag(2, WireType.LengthDelimited).fork() // the tensor's shape
  for (const axis of axes) {
    info.tag(1, WireType.LengthDelimited).fork()
    if (typeof axis === 'number') whole(info, 1, axis)
    else text(info, 2, axis)
    info.join()
  }
  return info.join().join().join().finish()
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value)
}

function whole(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value)
}
