import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { ServerHttp2Stream } from 'node:http2'
import { type Logger, metrics, type TunnelLine } from '@infinitio/process'
import { DatagramStream, type Dropped, mostDatagramBytes } from '@infinitio/tunnel'

const dropped = metrics.counter<'reason'>({
  name: 'infinitio_agent_cluster_packets_dropped_total',
  help: 'Packets between leases of clusters that this agent did not send or deliver, because they waited too long or too many waited',
  labels: ['reason'],
})

const loopback = '127.0.0.1'
/** The buffers of a socket: the bytes of 50 ms at 300 Mbit/s, because nothing in them has an age yet. The kernel may allow less. */
const bufferBytes = 2 * 1024 * 1024

/**
 * Carries the packets of one lease's WireGuard through the gateways, to members of its cluster that it does not reach directly. For each member there is a local
 * UDP socket, which WireGuard uses as the member's endpoint. A datagram that WireGuard sends there goes into the stream of a gateway that reaches the member. A
 * datagram that a gateway brings from the member comes out of the member's socket. The packets are encrypted from lease to lease.
 */
export class LeaseRelay {
  readonly #logger: Logger
  readonly #streams = new Map<DatagramStream, { line: TunnelLine; reachable: ReadonlySet<string> }>()
  readonly #sockets = new Map<string, Socket>()
  #port = 0
  #isClosed = false

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /**
   * Opens a socket for each of these members (by the id of its lease), and closes all others. `port` is the UDP port of the lease's WireGuard on this machine:
   * the sockets accept datagrams from it only.
   */
  async keep({ port, peers }: { port: number; peers: readonly string[] }): Promise<void> {
    const wanted = new Set(peers)
    for (const [peer, socket] of this.#sockets) {
      if (wanted.has(peer) && port === this.#port) continue
      this.#sockets.delete(peer)
      socket.close()
    }
    this.#port = port
    for (const peer of wanted) {
      if (this.#sockets.has(peer)) continue
      const socket = await this.#socket(peer)
      if (this.#isClosed) return void socket.close()
      this.#sockets.set(peer, socket)
    }
  }

  /** Returns the endpoint through which WireGuard reaches a member by a gateway, or null if no gateway reaches the member now. */
  endpointOf(peer: string): string | null {
    return this.#streamTo(peer) === null ? null : this.localOf(peer)
  }

  /** Returns the address of a member's socket, as WireGuard shows it, or null if there is none. */
  localOf(peer: string): string | null {
    const socket = this.#sockets.get(peer)
    return socket === undefined ? null : `${loopback}:${socket.address().port}`
  }

  /** Uses the stream that a gateway has opened for this lease, until the stream ends. It replaces an earlier one in the same connection. */
  add({ stream, line }: { stream: ServerHttp2Stream; line: TunnelLine }): void {
    const datagrams: DatagramStream = new DatagramStream(
      { stream, line },
      {
        onDatagram: ({ peer, bytes }) => this.#sockets.get(peer.toString())?.send(bytes),
        onPeers: (leases) => void this.#streams.set(datagrams, { line, reachable: new Set(leases.map(String)) }),
        onDrop: (reason: Dropped) => dropped.inc({ reason }),
      },
    )
    for (const [earlier, { line: its }] of this.#streams) if (its === line) earlier.cut()
    this.#streams.set(datagrams, { line, reachable: new Set() })
    stream.once('close', () => this.#streams.delete(datagrams))
  }

  /** Closes all sockets and streams. */
  close(): void {
    this.#isClosed = true
    for (const socket of this.#sockets.values()) socket.close()
    this.#sockets.clear()
    for (const stream of this.#streams.keys()) stream.cut()
  }

  #streamTo(peer: string): DatagramStream | null {
    for (const [stream, { reachable }] of this.#streams) if (!stream.isOver && reachable.has(peer)) return stream
    return null
  }

  async #socket(peer: string): Promise<Socket> {
    const id = BigInt(peer)
    const socket = createSocket({ type: 'udp4', recvBufferSize: bufferBytes, sendBufferSize: bufferBytes })
    // While WireGuard does not listen, the kernel reports each datagram to it as an error here.
    socket.on('error', (error) => this.#logger.debug({ err: error, peer }, "a packet did not reach the lease's WireGuard"))
    socket.on('message', (bytes) => {
      if (bytes.length > mostDatagramBytes) return
      this.#streamTo(peer)?.send({ peer: id, bytes })
    })
    try {
      socket.bind({ port: 0, address: loopback, exclusive: true })
      await once(socket, 'listening')
      socket.connect(this.#port, loopback)
      await once(socket, 'connect')
      return socket
    } catch (error) {
      socket.close()
      throw error
    }
  }
}
