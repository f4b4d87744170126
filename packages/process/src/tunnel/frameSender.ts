import type { Duplex } from 'node:stream'
import type { Inbox } from './inbox.ts'
import type { Outbox } from './outbox.ts'
import { ackFrame, dataHead, endFrame, mostFrameBytes } from './tunnelFrames.ts'
import type { TunnelLine } from './tunnelLine.ts'

/**
 * What carries a stream for a while: one stream of a connection. `isLost` says, once it has closed, whether the whole connection went;
 * `line` is that connection, which all its streams share.
 */
export type Carrier = { stream: Duplex; isLost: () => boolean; line: Pick<TunnelLine, 'isBusy' | 'waitForTurn' | 'count'> }

/** A stream with less than this on its way is no bulk: it goes before those that fill the line. */
const lightBytes = 32 * 1024
/** What a stream has on its way above this is bulk; below, the other side may wait with its acknowledgement. */
export const bulkAboveBytes = 64 * 1024

/**
 * Writes the frames of one resumable stream to its carrier: data and end out of the outbox, as far as the carrier takes them and the line gives a turn, and
 * acknowledgements of the inbox. Tells the line how much bulk of this stream is on its way. Without a carrier it writes nothing.
 */
export class FrameSender {
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #onTurn: () => void
  #carrier: Carrier | null = null
  #ackWaits = false
  #waitsForTurn = false
  #countedBytes = 0

  /** `onTurn` is called when the line gives the turn that `send` had to wait for. */
  constructor({ inbox, outbox, onTurn }: { inbox: Inbox; outbox: Outbox; onTurn: () => void }) {
    this.#inbox = inbox
    this.#outbox = outbox
    this.#onTurn = onTurn
  }

  /** What it writes to now. */
  get carrier(): Carrier | null {
    return this.#carrier
  }

  /** Writes to this carrier from now on. */
  begin(carrier: Carrier): void {
    this.#carrier = carrier
  }

  /** Writes to none from now on; what was on its way counts for the line no more. Answers what it wrote to. */
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

  /** Sends what may be sent now. */
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

  /** Tells the other side how far it has been received. */
  sendAck(): void {
    const stream = this.#carrier?.stream
    if (stream === undefined || stream.writableEnded || stream.destroyed) return
    // An answer that cannot go out now is not queued: the next says more.
    this.#ackWaits = stream.writableNeedDrain
    if (!this.#ackWaits) stream.write(ackFrame(this.#inbox.ack()))
  }

  /** Tells the line how much bulk of this stream is on its way, after bytes went out or were acknowledged. */
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
