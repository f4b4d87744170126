import type { Duplex } from 'node:stream'
import type { Inbox } from './inbox.ts'
import type { Outbox } from './outbox.ts'
import { ackFrame, dataHead, endFrame, mostFrameBytes } from './tunnelFrames.ts'
import type { TunnelLine } from './tunnelLine.ts'

/**
 * The stream of a connection over which a resumable stream currently sends its bytes. After it has closed, `isLost` returns whether the whole connection was
 * lost. `line` is that connection, which all its streams share.
 */
export type Carrier = { stream: Duplex; isLost: () => boolean; line: Pick<TunnelLine, 'isBusy' | 'waitForTurn' | 'count'> }

/** A stream with fewer bytes on their way than this is light (for example keystrokes): it sends before streams that fill the line. */
const lightBytes = 32 * 1024
/** Bytes on their way that a stream has above this number count as bulk, which the line limits. Below it, the other side may delay its acknowledgement. */
export const bulkAboveBytes = 64 * 1024

/**
 * Writes the frames of one resumable stream to its carrier, the connection's stream that carries it now. It sends data and end from the outbox, as far as the
 * carrier accepts them and the line gives a turn, and acknowledgements from the inbox. Reports to the line how many bytes of bulk are on their way. Without a
 * carrier it writes nothing.
 */
export class FrameSender {
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #onTurn: () => void
  #carrier: Carrier | null = null
  #ackWaits = false
  #waitsForTurn = false
  #countedBytes = 0

  /** `onTurn` is called when the connection gives the turn for which `send` had to wait. */
  constructor({ inbox, outbox, onTurn }: { inbox: Inbox; outbox: Outbox; onTurn: () => void }) {
    this.#inbox = inbox
    this.#outbox = outbox
    this.#onTurn = onTurn
  }

  /** The current carrier. */
  get carrier(): Carrier | null {
    return this.#carrier
  }

  /** Starts to write to this carrier, the connection's stream that now carries the bytes. */
  begin(carrier: Carrier): void {
    this.#carrier = carrier
  }

  /** Stops writing. The stream's bytes on their way no longer count for the line. Returns the former carrier. */
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

  /** Sends all bytes that may be sent now. */
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

  /** Tells the other side how many bytes were received. */
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
