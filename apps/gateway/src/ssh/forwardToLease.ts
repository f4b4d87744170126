import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { AdmittedLease } from '@infinitio/db'
import { cutStream, guardChannel, type Logger, pacedOutput } from '@infinitio/process'
import type { ServerChannel, TcpipRequestInfo } from 'ssh2'
import type { Tunnels } from '../tunnel/tunnels.ts'

/** The bytes of one SSH connection, as the gateway counts them: `bytesIn` came from the renter, `bytesOut` went to the renter. */
export type ForwardedBytes = { bytesIn: number; bytesOut: number }

/**
 * Connects one channel of an SSH connection to the SSH server of a lease's machine. The client may only request the destination `lease-<id>:22` with the same
 * name with which it signed in. Refuses every other destination, and a machine without a tunnel; the client then reports a failed forward. The channel survives
 * when the machine reconnects. `line` is the renter's connection. Calls `closed` once, when the channel has closed or was refused.
 */
export function forwardToLease({
  accept,
  reject,
  info,
  name,
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
  name: string
  lease: AdmittedLease
  line: Socket
  tunnels: Tunnels
  bytes: ForwardedBytes
  closed: () => void
  logger: Logger
}): void {
  const { leaseId, orderHash, nodeId } = lease
  if (info.destIP !== name || info.destPort !== 22) {
    reject()
    closed()
    return
  }
  void tunnels.connect(nodeId, `/leases/${leaseId}/ssh`).then((stream) => {
    if (!('refused' in stream)) return join({ stream, channel: accept(), line, bytes, closed, lease, logger })
    logger.info({ orderHash, leaseId, nodeId, code: stream.refused }, 'the node was not reached')
    reject()
    closed()
  })
}

function join({
  stream,
  channel,
  line,
  bytes,
  closed,
  lease: { orderHash, leaseId },
  logger,
}: {
  stream: Duplex
  channel: ServerChannel
  line: Socket
  bytes: ForwardedBytes
  closed: () => void
  lease: AdmittedLease
  logger: Logger
}): void {
  if (!guardChannel(channel, () => line.destroy())) {
    cutStream(stream)
    return
  }
  stream.on('error', (error) => logger.debug({ orderHash, leaseId, err: error }, 'the way to the node broke'))
  channel.on('error', () => cutStream(stream))
  channel.on('data', (chunk: Buffer) => {
    bytes.bytesIn += chunk.length
  })
  stream.on('data', (chunk: Buffer) => {
    bytes.bytesOut += chunk.length
  })
  channel.pipe(stream)
  // When the machine's stream closes, some of its output may not have been sent to the renter yet. Send that first.
  const output = pacedOutput({ channel, line })
  stream.pipe(output)
  output.once('finish', () => channel.end())
  channel.once('close', () => {
    closed()
    cutStream(stream)
  })
  stream.once('close', () => void output.end(() => channel.end()))
}
