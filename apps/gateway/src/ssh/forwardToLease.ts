import type { AdmittedLease } from '@infinitio/db'
import { cutStream, type Logger } from '@infinitio/process'
import type { ServerChannel, TcpipRequestInfo } from 'ssh2'
import type { Tunnels } from '../tunnel/tunnels.ts'

/** Bytes that went through one SSH connection: in from the renter, out to the renter. */
export type ForwardedBytes = { bytesIn: number; bytesOut: number }

/**
 * Joins one direct-tcpip channel to the lease's node, for the destination `lease-<id>:22` only. Anything else, and a node whose
 * tunnel is down, is refused, which the client prints as a failed forward.
 */
export function forwardToLease({
  accept,
  reject,
  info,
  lease,
  tunnels,
  bytes,
  logger,
}: {
  accept: () => ServerChannel
  reject: () => void
  info: TcpipRequestInfo
  lease: AdmittedLease
  tunnels: Tunnels
  bytes: ForwardedBytes
  logger: Logger
}): void {
  const { leaseId, orderHash, nodeId } = lease
  if (info.destIP !== `lease-${leaseId}` || info.destPort !== 22) {
    reject()
    return
  }
  const stream = tunnels.open(nodeId, { ':path': `/leases/${leaseId}/ssh` })
  if (stream === null) {
    logger.info({ orderHash, leaseId, nodeId, code: 'node.tunnel_down' }, 'the node is away')
    reject()
    return
  }
  let channel: ServerChannel | null = null
  stream.on('error', (error) => logger.debug({ orderHash, leaseId, err: error }, 'the way to the node broke'))
  stream.once('response', (headers) => {
    if (headers[':status'] !== 200) return cutStream(stream)
    const opened = accept()
    channel = opened
    opened.on('error', () => cutStream(stream))
    opened.on('data', (chunk: Buffer) => {
      bytes.bytesIn += chunk.length
    })
    stream.on('data', (chunk: Buffer) => {
      bytes.bytesOut += chunk.length
    })
    opened.pipe(stream)
    stream.pipe(opened)
    opened.once('close', () => cutStream(stream))
  })
  stream.once('close', () => {
    if (channel === null) reject()
    else channel.end()
  })
}
