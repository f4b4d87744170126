import type { Duplex, Writable } from 'node:stream'

const headerBytes = 8
const mostFrameBytes = 64 * 1024 * 1024

/**
 * Takes an engine's stream of a command apart into standard output and standard error (frames of: one byte which, three of nothing,
 * four of length, the bytes), as fast as they are read. Ends both at its end. Rejects when the stream breaks or holds no such frames.
 */
export async function demuxOutput(stream: Duplex, { stdout, stderr }: { stdout: Writable; stderr: Writable }): Promise<void> {
  let target: Writable = stdout
  let left = 0
  let header = Buffer.alloc(0)
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      let rest = chunk
      while (rest.length > 0) {
        if (left === 0) {
          const taken = rest.subarray(0, headerBytes - header.length)
          header = Buffer.concat([header, taken])
          rest = rest.subarray(taken.length)
          if (header.length < headerBytes) break
          const which = header[0] ?? 0
          left = header.readUInt32BE(4)
          if (which > 2 || left > mostFrameBytes) throw new Error('the engine sent something else than output')
          target = which === 2 ? stderr : stdout
          header = Buffer.alloc(0)
          continue
        }
        const part = rest.subarray(0, left)
        left -= part.length
        rest = rest.subarray(part.length)
        await write(target, part)
      }
    }
  } finally {
    stdout.end()
    stderr.end()
  }
}

function write(target: Writable, bytes: Buffer): Promise<void> | void {
  // Whoever read it has left: the rest is thrown away, so that the command is not held up.
  if (target.destroyed || target.write(bytes)) return
  return new Promise((resolve) => {
    const done = (): void => {
      target.off('drain', done).off('close', done)
      resolve()
    }
    target.once('drain', done).once('close', done)
  })
}
