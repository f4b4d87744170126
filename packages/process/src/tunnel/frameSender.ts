import type { Duplex } from 'node:stream'
import type { Inbox } from './inbox.ts'
import type { Outbox } from './outbox.ts'
import { ackFrame, dataHead, endFrame, mostFrameBytes } from './tunnelFrames.ts'
import type { TunnelLine } from './tunnelLine.ts'

/**
 * The carrier of a resumable stream: the HTTP/2 stream of the current connection that transports its bytes. After that stream has closed, `isLost` returns true
 * if the whole connection was lost. `line` is the connection, which carries many streams.
 */
export type Carrier = { stream: Duplex; isLost: () => boolean; line: Pick<TunnelLine, 'isBusy' | 'waitForTurn' | 'count'> }

/**
 * The limit for light streams, in bytes on their way (sent and not acknowledged). A stream with fewer is light, for example one that carries keystrokes: it may
 * send before streams that fill the connection.
 */
const lightBytes = 32 * 1024
/**
 * The bytes of a stream on their way (sent and not acknowledged) above this number count as bulk, which the connection limits. Fewer bytes say nothing, because
 * the other side delays its acknowledgements of them.
 */
export const bulkAboveBytes = 64 * 1024

/**
 * Writes the frames of one resumable stream to its carrier, the HTTP/2 stream that now transports it. Data and end come from the outbox, and are sent when the
 * carrier accepts bytes and the connection gives this stream a turn. Acknowledgements come from the inbox. Reports to the connection how many bytes of bulk are
 * on their way. Without a carrier it writes nothing.
 */
export class FrameSender {
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #onTurn: () => void
  #carrier: Carrier | null = null
  #ackWaits = false
  #waitsForTurn = false
  #countedBytes = 0

  /** `onTurn` is called when the connection lets this stream write, after `send` had to wait. */
  constructor({ inbox, outbox, onTurn }: { inbox: Inbox; outbox: Outbox; onTurn: () => void }) {
    this.#inbox = inbox
    this.#outbox = outbox
    this.#onTurn = onTurn
  }

  /** The current carrier. */
  get carrier(): Carrier | null {
    return this.#carrier
  }

  /** Starts to write to this carrier, the HTTP/2 stream that from now on transports the bytes. */
  begin(carrier: Carrier): void {
    this.#carrier = carrier
  }

  /** Stops writing. The connection no longer counts the bytes of this stream that are on their way. Returns the carrier that was used until now, or null. */
  stop(): Carrier | null {
    const carrier = this.#carrier
    this.#carrier = null
    this.#ackWaits = false
    this.#waitsForTurn = false
    const counted = this.#countedBytes
    this.#countedBytes = 0
    if (counted > 0) carrier?.line.count(-counted)
    return carrier
  }

  /** Sends all bytes that may be sent now, and an acknowledgement if one waits. */
  send(): void {
    const stream = this.#carrier?.stream
    if (stream === undefined) return
    if (this.#ackWaits) this.sendAck()
    let hasSent = false
    while (this.#mayWrite()) {
      const next = this.#outbox.next(mostFrameBytes)
      if (next === null) break
      hasSent = true
      stream.cork()
      if (next !== 'end') stream.write(dataHead(next.length))
      stream.write(next === 'end' ? endFrame : next)
      stream.uncork()
      this.count()
    }
    if (hasSent && this.#inbox.hasUnacked) this.sendAck()
  }

  /** Informs the other side how many bytes were received here. */
  sendAck(): void {
    const stream = this.#carrier?.stream
    if (stream === undefined || stream.writableEnded || stream.destroyed) return
    // An acknowledgement that cannot be sent now is not queued, because the next one replaces it.
    this.#ackWaits = stream.writableNeedDrain
    if (!this.#ackWaits) stream.write(ackFrame(this.#inbox.ack()))
  }

  /** Reports to the connection how many bulk bytes of this stream are on their way, after bytes were sent or acknowledged. */
  count(): void {
    if (this.#carrier === null) return
    const bulkBytes = Math.max(0, this.#outbox.unackedBytes - bulkAboveBytes)
    const change = bulkBytes - this.#countedBytes
    this.#countedBytes = bulkBytes
    if (change !== 0) this.#carrier.line.count(change)
  }

  #mayWrite(): boolean {
    if (this.#carrier === null) return false
    const { stream, line } = this.#carrier
    if (stream.writableNeedDrain || stream.writableEnded) return false
    if (!line.isBusy(this.#outbox.unackedBytes < lightBytes)) return true
    if (!this.#waitsForTurn && this.#outbox.hasMore) {
      this.#waitsForTurn = true
      line.waitForTurn(() => {
        this.#waitsForTurn = false
        this.#onTurn()
      })
    }
    return false
  }
}
