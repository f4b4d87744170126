import type { Duplex } from 'node:stream'
import type { ErrorCode } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { PipedProcess } from '../runtime/sandboxProcess.ts'
import type { LeaseDoor } from '../ssh/leaseDoor.ts'
import { openSftp } from '../runtime/openSftp.ts'

/** Maximum number of open streams for files in a lease. Each stream is a process in the lease. */
const mostOpen = 8
/** The INIT packet for version 3. The server's answer to this packet is the first data that a page gets, and shows that the server runs. */
const init = Buffer.from([0, 0, 0, 5, 1, 0, 0, 0, 3])

const open = new Map<string, number>()

/**
 * Connects a tunnel stream to an sftp server that runs in the lease as the lease's own user. Accepts the stream once the server has sent its version. Refuses
 * with `lease.files_unavailable` if the lease has no sftp server, and with `api.rate_limited` if the lease already has eight file streams. The stream ends when
 * the lease ends. Rejects when the server process cannot start.
 */
export async function serveFilesStream({
  open: openStream,
  door,
  refuse,
  logger,
}: {
  open: () => Duplex | null
  door: LeaseDoor
  refuse: (status: number, code: ErrorCode) => void
  logger: Logger
}): Promise<void> {
  const count = open.get(door.leaseId) ?? 0
  if (count >= mostOpen) return refuse(429, 'api.rate_limited')
  open.set(door.leaseId, count + 1)
  try {
    const child = await openSftp(door.sandbox)
    for (const part of [child.stdin, child.stdout, child.stderr]) part.on('error', () => {})
    let complaint = ''
    child.stderr.on('data', (bytes: Buffer) => (complaint = `${complaint}${bytes.toString('latin1')}`.slice(0, 500)))
    const version = await versionOf(child)
    const stream = version === null ? null : openStream()
    if (version !== null && stream !== null) return await join({ stream, child, version, door })
    hangUp(child)
    logger.info({ leaseId: door.leaseId, complaint }, 'the files of a lease were not opened')
    refuse(502, version === null ? 'lease.files_unavailable' : 'api.malformed_body')
  } finally {
    const left = (open.get(door.leaseId) ?? 1) - 1
    if (left > 0) open.set(door.leaseId, left)
    else open.delete(door.leaseId)
  }
}

/** Returns the server's first bytes, or null if it ended first. */
function versionOf(child: PipedProcess): Promise<Buffer | null> {
  child.stdin.write(init)
  return new Promise((resolve) => {
    child.stdout.once('data', (bytes: Buffer) => {
      child.stdout.pause()
      resolve(bytes)
    })
    child.stdout.once('close', () => resolve(null))
    void child.exited.then(() => resolve(null))
  })
}

/** Copies bytes in both directions until either side ends. If a side ends before it has answered, the client shows that the connection broke. */
function join({ stream, child, version, door }: { stream: Duplex; child: PipedProcess; version: Buffer; door: LeaseDoor }): Promise<void> {
  stream.on('error', () => {})
  const leave = door.enter({ notify: () => {}, close: () => void stream.destroy() })
  stream.write(version)
  child.stdout.pipe(stream)
  stream.pipe(child.stdin)
  void child.exited.then(() => stream.destroy())
  return new Promise((resolve) => {
    stream.once('close', () => {
      leave()
      hangUp(child)
      resolve()
    })
    if (stream.destroyed) stream.emit('close')
  })
}

function hangUp(child: PipedProcess): void {
  for (const part of [child.stdin, child.stdout, child.stderr]) part.destroy()
}
