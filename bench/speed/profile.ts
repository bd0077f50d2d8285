/** What each dispatch of a training step takes on the GPU, by timestamps of compute passes. */
import * as tf from '@tensorflow/tfjs-core'
import type { WebgpuBackend } from '@/kernels/webgpu-dispatch'
import { median } from './measure'

export type DispatchTime = {
  /** Of the compute pipeline. */
  shader: string
  workgroups: [number, number, number]
  /** Median over the steps. */
  microseconds: number
}

export type StepProfile = {
  dispatches: DispatchTime[]
  /** Of all dispatches. */
  sumMicroseconds: number
  /** From the first dispatch's begin to the last one's end: what lies between them is counted. */
  spanMicroseconds: number
}

const MOST_DISPATCHES = 256

/**
 * Times the dispatches of `step`, each in a pass of its own, `rounds` times; or says why not. The step must have run
 * before, so that its shaders are compiled.
 */
export async function profileStep(
  step: () => Promise<void>,
  rounds = 6,
): Promise<StepProfile | string> {
  const backend = tf.backend() as unknown as WebgpuBackend
  const { device } = backend
  if (!device?.features.has('timestamp-query')) return 'this device has no timestamps'
  const count = 2 * MOST_DISPATCHES
  const queries = device.createQuerySet({ type: 'timestamp', count })
  const resolved = device.createBuffer({ size: 8 * count, usage: 0x200 | 0x4 }) // QUERY_RESOLVE | COPY_SRC
  const readable = device.createBuffer({ size: 8 * count, usage: 0x8 | 0x1 }) // COPY_DST | MAP_READ
  const [encoders, passes] = [GPUCommandEncoder.prototype, GPUComputePassEncoder.prototype]
  const { beginComputePass } = encoders
  const { setPipeline, dispatchWorkgroups } = passes
  const ran: Omit<DispatchTime, 'microseconds'>[] = []
  let shader = ''
  encoders.beginComputePass = function () {
    const at = 2 * ran.length
    return beginComputePass.call(this, {
      timestampWrites: {
        querySet: queries,
        beginningOfPassWriteIndex: at,
        endOfPassWriteIndex: at + 1,
      },
    })
  }
  passes.setPipeline = function (pipeline) {
    shader = pipeline.label
    return setPipeline.call(this, pipeline)
  }
  passes.dispatchWorkgroups = function (...workgroups) {
    dispatchWorkgroups.apply(this, workgroups)
    const [x, y = 1, z = 1] = workgroups
    ran.push({ shader, workgroups: [x, y, z] })
    backend.endComputePassEncoder()
  }
  const times: number[][] = []
  const spans: number[] = []
  let dispatches: typeof ran = []
  try {
    for (let round = 0; round < rounds; round++) {
      ran.length = 0
      await step()
      if (ran.length > MOST_DISPATCHES) return `${ran.length} dispatches are too many to time`
      dispatches = [...ran]
      const encoder = device.createCommandEncoder()
      encoder.resolveQuerySet(queries, 0, 2 * ran.length, resolved, 0)
      encoder.copyBufferToBuffer(resolved, 0, readable, 0, 16 * ran.length)
      device.queue.submit([encoder.finish()])
      await readable.mapAsync(1) // GPUMapMode.READ
      const stamps = new BigInt64Array(readable.getMappedRange().slice(0, 16 * ran.length))
      readable.unmap()
      const between = (from: number, to: number) => Number(stamps[to]! - stamps[from]!) / 1000
      times.push(ran.map((_, index) => between(2 * index, 2 * index + 1)))
      spans.push(between(0, 2 * ran.length - 1))
    }
  } finally {
    encoders.beginComputePass = beginComputePass
    Object.assign(passes, { setPipeline, dispatchWorkgroups })
    queries.destroy()
    resolved.destroy()
    readable.destroy()
  }
  const timed = dispatches.map((one, index) => ({
    ...one,
    microseconds: median(times.map((of) => of[index]!)),
  }))
  return {
    dispatches: timed,
    sumMicroseconds: timed.reduce((sum, { microseconds }) => sum + microseconds, 0),
    spanMicroseconds: median(spans),
  }
}
