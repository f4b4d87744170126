import type { Socket } from 'node:net'
import type { AdmittedLease } from '@infinitio/db'
import { cutStream, guardChannel, type Logger, pacedOutput } from '@infinitio/process'
import type { ServerChannel, TcpipRequestInfo } from 'ssh2'
import type { Tunnels } from '../tunnel/tunnels.ts'

/** Bytes that went through one SSH connection: in from the renter, out to the renter. */
export type ForwardedBytes = { bytesIn: number; bytesOut: number }

/**
 * Joins one direct-tcpip channel to the lease's node, for the destination `lease-<id>:22` only. Anything else, and a node whose
 * tunnel is down, is refused, which the client prints as a failed forward. `line` is the connection under the channel; `closed` is called
 * once when the channel is gone or was refused.
 */
export function forwardToLease({
  accept,
  reject,
  info,
  lease,
  line,
  tunnels,
  bytes,
  closed,
  logger,
}: {
  accept: () => ServerChannel
  reject: () => void
  info: TcpipRequestInfo
  lease: AdmittedLease
  line: Socket
  tunnels: Tunnels
  bytes: ForwardedBytes
  closed: () => void
  logger: Logger
}): void {
  const { leaseId, orderHash, nodeId } = lease
  if (info.destIP !== `lease-${leaseId}` || info.destPort !== 22) {
    reject()
    closed()
    return
  }
  const stream = tunnels.open(nodeId, { ':path': `/leases/${leaseId}/ssh` })
  if (stream === null) {
    logger.info({ orderHash, leaseId, nodeId, code: 'node.tunnel_down' }, 'the node is away')
    reject()
    closed()
    return
  }
  // What came from the node may still wait for the renter's line when its stream is closed.
  let finish: (() => void) | null = null
  stream.on('error', (error) => logger.debug({ orderHash, leaseId, err: error }, 'the way to the node broke'))
  stream.once('response', (headers) => {
    if (headers[':status'] !== 200) return cutStream(stream)
    const opened = accept()
    guardChannel(opened, () => line.destroy())
    opened.on('error', () => cutStream(stream))
    opened.on('data', (chunk: Buffer) => {
      bytes.bytesIn += chunk.length
    })
    stream.on('data', (chunk: Buffer) => {
      bytes.bytesOut += chunk.length
    })
    opened.pipe(stream)
    const output = pacedOutput({ channel: opened, line })
    stream.pipe(output)
    finish = () => void output.end(() => opened.end())
    output.once('finish', () => opened.end())
    opened.once('close', () => {
      closed()
      cutStream(stream)
    })
  })
  stream.once('close', () => {
    if (finish !== null) return finish()
    reject()
    closed()
  })
}
