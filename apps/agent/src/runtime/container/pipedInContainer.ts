import { type Duplex, PassThrough, type Writable } from 'node:stream'
import type Docker from 'dockerode'
import type { PipedProcess } from '../sandboxProcess.ts'
import { runInContainer } from './runInContainer.ts'
import { withSecrets } from './secretsFile.ts'

const headerBytes = 8
const mostFrameBytes = 64 * 1024 * 1024

/**
 * Runs one command in the container, connected by pipes and without a terminal. If `command` is null, runs a shell that reads standard input. Rejects when the
 * engine refuses.
 */
export async function pipedInContainer(
  container: Docker.Container,
  { command, environment }: { command: string | null; environment: Record<string, string> },
): Promise<PipedProcess> {
  const running = await runInContainer(container, { command: pipedShell(command), environment, tty: false })
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  // The renter may disconnect or stop reading at any moment, so ignore errors of these streams.
  for (const stream of [stdout, stderr]) stream.on('error', () => {})
  const exited = demuxOutput(running.stream, { stdout, stderr }).then(running.ended, running.ended)
  return { pid: running.pid, stdin: running.stream, stdout, stderr, exited, signal: running.signal }
}

/** Uses /bin/bash if the image has it, as the local runtime does, else /bin/sh. */
function pipedShell(command: string | null): string[] {
  if (command === null) return ['/bin/sh', '-c', `${withSecrets}; [ -x /bin/bash ] && exec /bin/bash --noprofile --norc; exec /bin/sh`]
  return ['/bin/sh', '-c', `${withSecrets}; [ -x /bin/bash ] && exec /bin/bash -c "$1"; exec /bin/sh -c "$1"`, 'lease', command]
}

/**
 * Splits the one stream in which the engine sends a command's standard output and standard error. Writes each part to its own output, no faster than it is
 * read. A frame of the stream has one byte that names the output, three zero bytes, four bytes of length, and the data. Ends both outputs when the stream ends.
 * Rejects when the stream breaks or is malformed.
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
  // If the reader has disconnected, discard the remaining output, so that the command does not block.
  if (target.destroyed || target.write(bytes)) return
  return new Promise((resolve) => {
    const done = (): void => {
      target.off('drain', done).off('close', done)
      resolve()
    }
    target.once('drain', done).once('close', done)
  })
}
