import { type ProofSubject, type ProofWork, rowBytes, rowsKey } from '@infinitio/domain/proofs'
import { fillThreads } from './fillShader.ts'
import type { ProofPipelines } from './proofPipelines.ts'

/** The matrix A of a proof in the memory of a GPU. Its rows are stored in segments, and each segment is within one buffer. */
export type GpuRows = { readonly segments: readonly RowSegment[] }

/** Some consecutive rows of A, as a part of a GPU buffer. */
export type RowSegment = { readonly buffer: GPUBuffer; readonly offset: number; readonly size: number }

/** The uniforms (parameters) of a GPU dispatch must start at multiples of this many bytes. */
const uniformBytes = 256

/**
 * Fills the matrix A of a proof. The GPU fills each buffer while the driver allocates the next one. Resolves when the GPU is done. If its memory is too small,
 * the device reports an error.
 */
export async function fillGpuRows(
  { device, fill }: ProofPipelines,
  subject: ProofSubject,
  { rows, segmentBits, hashes }: ProofWork,
): Promise<GpuRows> {
  const segmentRows = 2 ** segmentBits
  const size = segmentRows * rowBytes
  const count = rows / segmentRows
  const perBuffer = Math.min(count, Math.floor(device.limits.maxBufferSize / size))
  const uniform = device.createBuffer({ size: count * uniformBytes, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
  device.queue.writeBuffer(uniform, 0, fillUniforms(subject, { hashes, segmentRows, count }))
  const segments: RowSegment[] = []
  while (segments.length < count) {
    const inBuffer = Math.min(perBuffer, count - segments.length)
    const buffer = device.createBuffer({ size: inBuffer * size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC })
    const commands = device.createCommandEncoder()
    const pass = commands.beginComputePass()
    pass.setPipeline(fill)
    for (let part = 0; part < inBuffer; part += 1) {
      const segment = { buffer, offset: part * size, size }
      const own = { buffer: uniform, offset: segments.length * uniformBytes, size: uniformBytes }
      pass.setBindGroup(
        0,
        device.createBindGroup({
          layout: fill.getBindGroupLayout(0),
          entries: [
            { binding: 0, resource: own },
            { binding: 1, resource: segment },
          ],
        }),
      )
      pass.dispatchWorkgroups(Math.ceil(size / 32 / fillThreads))
      segments.push(segment)
    }
    pass.end()
    device.queue.submit([commands.finish()])
  }
  await device.queue.onSubmittedWorkDone()
  return { segments }
}

/** Releases the GPU memory in which the rows of A are stored. */
export function freeGpuRows({ segments }: GpuRows): void {
  for (const buffer of new Set(segments.map((segment) => segment.buffer))) buffer.destroy()
}

function fillUniforms(
  subject: ProofSubject,
  { hashes, segmentRows, count }: { hashes: number; segmentRows: number; count: number },
): Int32Array<ArrayBuffer> {
  const words = new Int32Array((count * uniformBytes) / 4)
  const key = rowsKey(subject)
  for (let segment = 0; segment < count; segment += 1) words.set([...key, hashes, segment * segmentRows], (segment * uniformBytes) / 4)
  return words
}
