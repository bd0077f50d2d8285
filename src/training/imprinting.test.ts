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

/** The same layer by the definition alone: every row's own class mean is taken anew without that row. */
function byDefinition(
  { features, classes }: ReturnType<typeof rowsAround>,
  count: number,
  prior: LinearLayer | null,
): LinearLayer {
  const rows = Array.from(classes, (label, row) => ({
    label,
    x: Array.from(features.subarray(row * WIDTH, (row + 1) * WIDTH)),
  }))
  const meanOf = (members: readonly number[][]) =>
    Array.from({ length: WIDTH }, (_, f) =>
      members.length === 0 ? 0 : members.reduce((sum, x) => sum + x[f]!, 0) / members.length,
    )
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, f) => sum + value * b[f]!, 0)
  const centre = meanOf(rows.map(({ x }) => x))
  const centred = rows.map(({ label, x }) => ({
    label,
    x: x.map((value, f) => value - centre[f]!),
  }))
  const meanWithout = (label: number, skipped: number | null) =>
    meanOf(
      centred.filter((row, index) => row.label === label && index !== skipped).map(({ x }) => x),
    )
  const sizeOf = (label: number) => rows.filter((row) => row.label === label).length
  const shares = Array.from({ length: count }, (_, label) =>
    Math.log((sizeOf(label) + 0.5) / (rows.length + 0.5 * count)),
  )
  const classesOf = Array.from({ length: count }, (_, label) => label)
  const lossOf = (s: number, p: number) =>
    centred.reduce((loss, { label: own, x }, index) => {
      if (sizeOf(own) < 2) return loss
      const known = prior ? scoresOf(prior, rows[index]!.x) : []
      const logits = classesOf.map((label) => {
        const mean = meanWithout(label, label === own ? index : null)
        return s * (dot(mean, x) - dot(mean, mean) / 2) + p * (known[label] ?? 0) + shares[label]!
      })
      return loss + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[own]!
    }, 0)
  const scales = [1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2].flatMap((s) =>
    (prior ? [0, 0.25, 0.5, 0.75, 1, 1.5] : [0]).map((p) => ({ s, p, loss: lossOf(s, p) })),
  )
  const isAlone = classesOf.every((label) => sizeOf(label) < 2)
  const { s, p } = isAlone
    ? { s: 1 / 4, p: 1 / 2 }
    : scales.reduce((best, one) => (one.loss < best.loss ? one : best))
  const kernel = new Float32Array(WIDTH * count)
  const bias = new Float32Array(count)
  for (const label of classesOf) {
    const mean = meanWithout(label, null)
    mean.forEach((value, f) => {
      kernel[f * count + label] = s * value + p * (prior?.kernel[f * count + label] ?? 0)
    })
    bias[label] =
      -s * (dot(mean, mean) / 2 + dot(mean, centre)) +
      p * (prior?.bias[label] ?? 0) +
      shares[label]!
  }
  return { kernel, bias }
}

/** Rows of classes of these sizes, near their corners. */
function rowsOf(sizes: readonly number[], spread: number, shift = 0) {
  const draw = createRandom(`rows/${sizes}`)
  const classes = sizes.flatMap((size, label) => new Array<number>(size).fill(label))
  const features = classes.flatMap((label) =>
    Array.from(
      { length: WIDTH },
      (_, f) => shift + (f % sizes.length === label ? 1 : 0) + spread * (draw.next() - 0.5),
    ),
  )
  return { features: Float32Array.from(features), width: WIDTH, classes: Int32Array.from(classes) }
}

test.each([
  ['even classes', rowsOf([3, 3, 3], 0.5), 3, false],
  ['uneven ones off the centre, one alone, one empty', rowsOf([6, 2, 1], 1, 3), 4, false],
  ['names that help a little', rowsOf([4, 3, 2], 3), 3, true],
  ['names, with a class that nobody has shown', rowsOf([3, 3, 1], 2, 1), 4, true],
  ['rows that are all alone', rowsOf([1, 1, 1], 0.5), 3, true],
])('the layer is what its definition says: %s', (_, rows, count, hasNames) => {
  const draw = createRandom('names')
  const prior: LinearLayer | null = hasNames
    ? {
        kernel: Float32Array.from(
          { length: WIDTH * count },
          (_, place) =>
            (Math.floor(place / count) % 3 === place % count ? 1 : 0) + draw.next() - 0.5,
        ),
        bias: Float32Array.from({ length: count }, () => draw.next() - 0.5),
      }
    : null
  const [layer, expected] = [imprintLayer(rows, count, prior), byDefinition(rows, count, prior)]
  const far = (a: Float32Array, b: Float32Array) =>
    Math.max(...Array.from(a, (value, place) => Math.abs(value - b[place]!)))
  expect(layer.kernel).toHaveLength(expected.kernel.length)
  expect(far(layer.kernel, expected.kernel)).toBeLessThan(1e-4)
  expect(far(layer.bias, expected.bias)).toBeLessThan(1e-4)
})
