import type { Duplex } from 'node:stream'
import { cutStream, type TunnelLine } from '@infinitio/process'
import { type Datagram, datagramFrames, DatagramReader, framedBytes, peersFrame, receivedFrame } from './datagramFrames.ts'
import { type Dropped, FreshQueue, mostAgeMs } from './freshQueue.ts'
import { QueueAge } from './queueAge.ts'

/** One write has at most this many bytes of datagrams, so that other streams of the connection get their turns. */
const mostWriteBytes = 64 * 1024
/** The most bytes on their way without an acknowledgement. They fill a connection of 300 Mbit/s with a round trip of 200 ms. */
const mostOnWayBytes = 8 * 1024 * 1024
/** A stream with fewer bytes on their way is light, and may send before streams that fill the connection. */
const lightBytes = 32 * 1024
/** Bytes on their way above this number count as bulk, which the connection limits. The other side delays its acknowledgements of fewer bytes. */
const bulkAboveBytes = 64 * 1024
const ackEveryBytes = 16 * 1024

/** A datagram that arrived, with the milliseconds that it has waited in queues since its first sender. */
export type Arrived = Pick<Datagram, 'peer' | 'bytes'> & { readonly ageMs: number }

/** The parts of a connection that limit its bulk data. */
type PacedLine = Pick<TunnelLine, 'isBusy' | 'waitForTurn' | 'count'>

/** The callbacks of a stream of datagrams. */
type DatagramEvents = {
  onDatagram(arrived: Arrived): void
  /** The gateway lists the members that it can reach. Null: this end is the gateway, and such a list breaks the protocol. */
  onPeers: ((leases: readonly bigint[]) => void) | null
  onDrop(why: Dropped): void
}

/**
 * Carries datagrams of one lease between its machine and a gateway, in both directions, over one HTTP/2 stream of the tunnel. A datagram is dropped when it has
 * waited for more than 50 ms in queues, here or before, or when 2 MiB wait: it is never sent late. Like other bulk data, datagrams wait for their turn in the
 * connection (`TunnelLine`), so that keystrokes pass them. If the other side breaks the protocol, the stream is cut. ADR 247 has the format.
 */
export class DatagramStream {
  readonly #stream: Duplex
  readonly #line: PacedLine
  readonly #queue: FreshQueue
  readonly #nowMs: () => number
  #sent = 0
  #acked = 0
  #counted = 0
  #received = 0
  #ackedReceived = 0
  #willFlush = false
  #waitsForTurn = false
  #isCut = false
  #dropping: NodeJS.Timeout | null = null

  constructor({ stream, line, nowMs = () => performance.now() }: { stream: Duplex; line: PacedLine; nowMs?: () => number }, events: DatagramEvents) {
    this.#stream = stream
    this.#line = line
    this.#nowMs = nowMs
    this.#queue = new FreshQueue((why) => events.onDrop(why))
    this.#listen(events)
  }

  /** Returns true once the stream has ended or was cut. */
  get isOver(): boolean {
    return this.#isCut || this.#stream.destroyed || this.#stream.writableEnded
  }

  /** Sends a datagram as soon as the connection has room, or drops it. `ageMs` is how long it has already waited elsewhere. */
  send(datagram: Pick<Datagram, 'peer' | 'bytes'>, ageMs = 0): void {
    if (this.isOver) return
    this.#queue.add(datagram, { ageMs, nowMs: this.#nowMs() })
    this.#flushSoon()
    // While the connection takes nothing, old datagrams must not use memory until it does.
    this.#dropping ??= setTimeout(() => {
      this.#dropping = null
      this.#queue.dropLate(this.#nowMs())
    }, mostAgeMs + 1).unref()
  }

  /** Tells the machine which members of its lease's cluster this gateway can reach now. */
  sendPeers(leases: readonly bigint[]): void {
    if (!this.isOver) this.#stream.write(peersFrame(leases))
  }

  /** Ends the stream at once. Repeated calls have no effect. */
  cut(): void {
    this.#isCut = true
    cutStream(this.#stream)
  }

  #listen(events: DatagramEvents): void {
    const age = new QueueAge()
    const reader = new DatagramReader({
      datagram: (datagram) => {
        const { peer, sentAt, bytes } = datagram
        this.#received += framedBytes(datagram)
        const ageMs = age.of({ sentAt, nowMs: this.#nowMs() })
        if (ageMs > mostAgeMs) events.onDrop('late')
        else events.onDatagram({ peer, bytes, ageMs })
        return true
      },
      ack: (received) => this.#noteAck(received),
      peers: (leases) => {
        events.onPeers?.(leases)
        return events.onPeers !== null
      },
    })
    this.#stream.on('error', () => {})
    this.#stream.on('data', (bytes: Buffer) => {
      if (this.isOver) return
      if (reader.push(bytes)) this.#ack()
      else this.cut()
    })
    this.#stream.on('drain', () => {
      this.#ack()
      this.#flush()
    })
    this.#stream.once('end', () => this.cut())
    this.#stream.once('close', () => this.#count(0))
  }

  #noteAck(received: number): boolean {
    if (received < this.#acked || received > this.#sent) return false
    this.#acked = received
    this.#count(this.#sent - this.#acked)
    this.#flush()
    return true
  }

  /** Acknowledges what has arrived, if that is enough. An acknowledgement that cannot be sent now is not queued, because the next one replaces it. */
  #ack(): void {
    if (this.#received - this.#ackedReceived < ackEveryBytes || this.isOver || this.#stream.writableNeedDrain) return
    this.#ackedReceived = this.#received
    this.#stream.write(receivedFrame(this.#received))
  }

  /** Sends after the event loop has handled what has arrived now, so that datagrams that arrive together need one write. */
  #flushSoon(): void {
    if (this.#willFlush) return
    this.#willFlush = true
    setImmediate(() => {
      this.#willFlush = false
      this.#flush()
    })
  }

  #flush(): void {
    while (this.#mayWrite()) {
      const datagrams = this.#queue.take({ most: mostWriteBytes, nowMs: this.#nowMs() })
      if (datagrams.length === 0) return
      this.#sent += datagrams.reduce((sum, one) => sum + framedBytes(one), 0)
      this.#stream.write(datagramFrames(datagrams))
      this.#count(this.#sent - this.#acked)
    }
  }

  #mayWrite(): boolean {
    const onWay = this.#sent - this.#acked
    if (this.isOver || this.#queue.bytes === 0 || this.#stream.writableNeedDrain || onWay >= mostOnWayBytes) return false
    if (!this.#line.isBusy(onWay < lightBytes)) return true
    if (!this.#waitsForTurn) {
      this.#waitsForTurn = true
      this.#line.waitForTurn(() => {
        this.#waitsForTurn = false
        this.#flush()
      })
    }
    return false
  }

  /** Reports to the connection how many bytes of bulk are on their way. */
  #count(onWay: number): void {
    const bulk = Math.max(0, onWay - bulkAboveBytes)
    if (bulk !== this.#counted) this.#line.count(bulk - this.#counted)
    this.#counted = bulk
  }
}
