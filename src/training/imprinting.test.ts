import { expect, test } from 'vitest'
import { argMax } from '@/model/decoding'
import { createRandom } from '@/project/random'
import { imprintLayer, type LinearLayer } from './imprinting'

const WIDTH = 6
const random = createRandom('imprinting')
const noise = () => 0.4 * (random.next() - 0.5)

/** Rows around one corner for each class, `perClass` of each. */
function rowsAround(corners: readonly number[][], perClass: number) {
  const classes = corners.flatMap((_, label) => new Array<number>(perClass).fill(label))
  const features = classes.flatMap((label) => corners[label]!.map((value) => value + noise()))
  return {
    features: Float32Array.from(features),
    width: WIDTH,
    classes: Int32Array.from(classes),
  }
}

function scoresOf({ kernel, bias }: LinearLayer, row: ArrayLike<number>): number[] {
  return Array.from(bias, (start, label) => {
    let sum = start
    for (let f = 0; f < WIDTH; f += 1) sum += (row[f] ?? 0) * (kernel[f * bias.length + label] ?? 0)
    return sum
  })
}

const CORNERS = [
  [1, 0, 0, 0, 0, 0],
  [0, 1, 0, 0, 0, 0],
  [0, 0, 1, 1, 0, 0],
]

test('classes are told apart by their means', () => {
  const layer = imprintLayer(rowsAround(CORNERS, 4), 3)
  CORNERS.forEach((corner, label) => {
    expect(argMax(scoresOf(layer, corner))).toBe(label)
  })
})

test('a class without examples starts from its name', () => {
  const prior: LinearLayer = { kernel: new Float32Array(WIDTH * 4), bias: new Float32Array(4) }
  const corners = [...CORNERS, [0, 0, 0, 0, 1, 0]]
  corners.forEach((corner, label) => {
    corner.forEach((value, f) => {
      prior.kernel[f * 4 + label] = 3 * value
    })
  })
  const withName = imprintLayer(rowsAround(CORNERS, 4), 4, prior)
  const without = imprintLayer(rowsAround(CORNERS, 4), 4)
  const stranger = corners[3]!
  expect(argMax(scoresOf(withName, stranger))).toBe(3)
  expect(scoresOf(withName, stranger)[3]).toBeGreaterThan(scoresOf(without, stranger)[3]!)
})

test('a name that misleads is not followed', () => {
  const prior: LinearLayer = { kernel: new Float32Array(WIDTH * 3), bias: new Float32Array(3) }
  CORNERS.forEach((corner, label) => {
    corner.forEach((value, f) => {
      prior.kernel[f * 3 + ((label + 1) % 3)] = 5 * value
    })
  })
  const layer = imprintLayer(rowsAround(CORNERS, 4), 3, prior)
  CORNERS.forEach((corner, label) => {
    expect(argMax(scoresOf(layer, corner))).toBe(label)
  })
})

test('means of noise are not believed', () => {
  const features = Float32Array.from({ length: 40 * WIDTH }, () => 10 * noise())
  const classes = Int32Array.from({ length: 40 }, (_, row) => row % 20)
  const layer = imprintLayer({ features, width: WIDTH, classes }, 20)
  const scores = scoresOf(layer, features.subarray(0, WIDTH))
  expect(Math.max(...scores) - Math.min(...scores)).toBeLessThan(1)
})

test('near copies do not make it surer than real examples can', () => {
  // As far apart as classes of real skills are, and no row says anything that its class has not said.
  const far = CORNERS.map((corner) => corner.map((value) => 4 * value))
  const copies = {
    ...rowsAround(far, 4),
    features: Float32Array.from(far.flatMap((c) => [...c, ...c, ...c, ...c])),
  }
  const layer = imprintLayer(copies, 3)
  const between = Array.from(
    { length: WIDTH },
    (_, f) => ((far[0]?.[f] ?? 0) + (far[1]?.[f] ?? 0)) / 2,
  )
  const [first = 0, second = 0] = scoresOf(
    layer,
    between.map((value, f) => value + (f === 0 ? 0.5 : 0)),
  )
  expect(Math.abs(first - second)).toBeLessThan(2)
})
