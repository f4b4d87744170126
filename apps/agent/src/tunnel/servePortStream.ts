import type { Socket } from 'node:net'
import type { ServerHttp2Stream } from 'node:http2'
import type { Duplex } from 'node:stream'
import type { Logger } from '@infinitio/process'
import { type BorrowedRelay, borrowRelay, keepRelay } from '../ssh/forward/sharedRelay.ts'
import type { ClosedPorts } from '../leases/closedPorts.ts'
import type { LeaseDoor } from '../ssh/leaseDoor.ts'

/**
 * Connects a tunnel stream to a port inside the lease's sandbox, through the lease's relay (ADR 42). Refuses with `node.port_closed` when the port was not
 * reached. Notes in `closedPorts` only a port at which the lease does not listen: the relay reports that as ECONNREFUSED. Ends with the lease.
 */
export function servePortStream({
  carrier,
  open,
  door,
  port,
  closedPorts,
  refuse,
  logger,
}: {
  carrier: ServerHttp2Stream
  open: () => Duplex | null
  door: LeaseDoor
  port: number
  closedPorts: ClosedPorts
  refuse: (status: number, code: string) => void
  logger: Logger
}): void {
  const borrowed = borrowRelay(door)
  if (borrowed === null) {
    refuse(502, 'node.port_closed')
    return
  }
  keepRelay(door)
  borrowed.relay.connect({ port }).then(
    (socket) => {
      closedPorts.accepted(port)
      const stream = carrier.destroyed ? null : open()
      if (stream !== null) return join({ stream, socket, door, port, borrowed })
      socket.destroy()
      borrowed.giveBack()
      refuse(400, 'api.malformed_body')
    },
    (error: unknown) => {
      logger.debug({ leaseId: door.leaseId, port, err: error }, 'a port was not reached')
      borrowed.giveBack()
      // Any other error may be a fault of this machine, for which the renter is not responsible.
      if (error instanceof Error && error.message === 'ECONNREFUSED') closedPorts.refused(port)
      refuse(502, 'node.port_closed')
    },
  )
}

/**
 * Copies bytes in both directions between a stream and a socket. Each direction ends separately, and neither side is read faster than the other side accepts
 * bytes.
 */
function join({
  stream,
  socket,
  door,
  port,
  borrowed,
}: {
  stream: Duplex
  socket: Socket
  door: LeaseDoor
  port: number
  borrowed: BorrowedRelay
}): void {
  // The socket comes from another process. Without this setting, such a socket would close both directions as soon as one ends.
  socket.allowHalfOpen = true
  socket.setNoDelay(true)
  socket.on('error', () => {})
  stream.on('error', () => {})
  const leave = door.enter({ notify: () => {}, close: () => void stream.destroy(), mayStay: ({ ports }) => ports.includes(port) })
  stream.pipe(socket)
  socket.pipe(stream)
  // A connection that broke must not look like one that ended normally. Otherwise a client would take half an answer for the whole.
  socket.once('close', (hadError) => {
    if (hadError || !socket.readableEnded) stream.destroy()
  })
  stream.once('close', () => {
    socket.destroy()
    leave()
    borrowed.giveBack()
  })
}
