import { Duplex, PassThrough, Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { demuxOutput } from './pipedInContainer.ts'

test('delivers both outputs completely, however the frames are cut', async () => {
  const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 40 })), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(frames, fc.integer({ min: 1, max: 17 }), async (sent, cut) => {
      const bytes = Buffer.concat(sent.map(([which, part]) => frame(which, part)))
      const got = await demux(pieces(bytes, cut))
      for (const which of [1, 2]) {
        const wanted = Buffer.concat(sent.flatMap(([to, part]) => (to === which ? [part] : [])))
        expect(which === 1 ? got.stdout : got.stderr).toEqual(wanted)
      }
    }),
    { numRuns: 200 },
  )
})

test('refuses malformed output and ends both streams', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 8, maxLength: 200 }), async (bytes) => {
      fc.pre((bytes[0] ?? 0) > 2)
      const got = await demux([Buffer.from(bytes)])
      expect(got.error).toContain('something else than output')
    }),
    { numRuns: 100 },
  )
})

test('continues when one reader has left', async () => {
  const stderr = new PassThrough()
  const stdout = new PassThrough()
  stdout.destroy()
  stderr.resume()
  await demuxOutput(streamOf([frame(1, Buffer.alloc(1_000_000)), frame(2, Buffer.from('x'))]), { stdout, stderr })
  expect(stderr.writableEnded).toBe(true)
})

function frame(which: number, part: Uint8Array): Buffer {
  const header = Buffer.alloc(8)
  header[0] = which
  header.writeUInt32BE(part.length, 4)
  return Buffer.concat([header, part])
}

function pieces(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
}

function streamOf(chunks: readonly Buffer[]): Duplex {
  return Duplex.from(Readable.from(chunks, { objectMode: false }))
}

async function demux(chunks: readonly Buffer[]): Promise<{ stdout: Buffer; stderr: Buffer; error: string }> {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const outputs = Promise.all([stdout, stderr].map(async (stream) => Buffer.concat(await stream.toArray())))
  const error = await demuxOutput(streamOf(chunks), { stdout, stderr }).then(
    () => '',
    (reason: unknown) => String(reason),
  )
  const [out = Buffer.alloc(0), err = Buffer.alloc(0)] = await outputs
  return { stdout: out, stderr: err, error }
}
