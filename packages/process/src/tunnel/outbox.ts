import { ChunkList } from './chunkList.ts'
import type { Ack } from './tunnelFrames.ts'

/**
 * The sending half of a resumable stream: keeps what was written until the other side has it, and knows what to send next. It holds
 * at most `mostUnackedBytes` beyond what is acknowledged, and one write that waits to be sent. Offsets count from the stream's first byte.
 */
export class Outbox {
  readonly #mostUnackedBytes: number
  readonly #kept = new ChunkList()
  /** Offset of the first kept byte, of the next to send, and of the end of all. */
  #ackedTo = 0
  #sentTo = 0
  #writtenTo = 0
  #limit: number
  /** Where `#sentTo` is within `#kept`. */
  #index = 0
  #within = 0
  #isEnded = false
  #isEndSent = false
  #isEndAcked = false

  constructor({ firstLimit, mostUnackedBytes }: { firstLimit: number; mostUnackedBytes: number }) {
    this.#limit = firstLimit
    this.#mostUnackedBytes = mostUnackedBytes
  }

  add(chunk: Buffer): void {
    if (chunk.length === 0) return
    this.#kept.push(chunk)
    this.#writtenTo += chunk.length
  }

  /** Says that nothing more is added. */
  end(): void {
    this.#isEnded = true
  }

  /** What to send now: at most `mostBytes`, `end` once, or null when there is nothing or the other side grants nothing. */
  next(mostBytes: number): Buffer | 'end' | null {
    if (this.#sentTo === this.#writtenTo) {
      if (!this.#isEnded || this.#isEndSent) return null
      this.#isEndSent = true
      return 'end'
    }
    this.#stepOver()
    const granted = Math.min(this.#limit, this.#ackedTo + this.#mostUnackedBytes) - this.#sentTo
    const chunk = this.#kept.at(this.#index)
    if (granted <= 0 || chunk === undefined) return null
    const part = chunk.subarray(this.#within, this.#within + Math.min(granted, mostBytes))
    this.#sentTo += part.length
    this.#within += part.length
    return part
  }

  /** Drops what the other side has. False when it claims what was never sent. */
  ack({ received, limit }: Ack): boolean {
    if (received < this.#ackedTo || received > this.#sentTo + (this.#isEndSent ? 1 : 0)) return false
    if (received > this.#writtenTo) this.#isEndAcked = true
    this.#limit = Math.max(this.#limit, limit)
    this.#drop(Math.min(received, this.#writtenTo))
    return true
  }

  /** Begins to send again from what the other side has, over a new connection. False when it claims what was never sent. */
  resume(received: number): boolean {
    if (!this.ack({ received, limit: 0 })) return false
    this.#sentTo = this.#ackedTo
    this.#index = 0
    this.#within = 0
    this.#isEndSent = this.#isEndAcked
    return true
  }

  /** Whether all that was written has been handed on at least once, so that the writer may write more. */
  get isAllSent(): boolean {
    return this.#sentTo === this.#writtenTo
  }

  /** Whether anything waits to be sent, its end included. */
  get hasMore(): boolean {
    return !this.isAllSent || (this.#isEnded && !this.#isEndSent)
  }

  get isEndAcked(): boolean {
    return this.#isEndAcked
  }

  get unackedBytes(): number {
    return this.#sentTo - this.#ackedTo
  }

  get keptBytes(): number {
    return this.#writtenTo - this.#ackedTo
  }

  /** Goes on to the next chunk when this one is sent; not sooner, since the last one may still grow. */
  #stepOver(): void {
    const chunk = this.#kept.at(this.#index)
    if (chunk === undefined || this.#within < chunk.length) return
    this.#index += 1
    this.#within = 0
  }

  #drop(to: number): void {
    let done = 0
    while (this.#ackedTo < to) {
      const chunk = this.#kept.at(done) as Buffer
      const surplus = to - this.#ackedTo
      if (surplus < chunk.length) {
        this.#kept.cut(done, surplus)
        if (this.#index === done) this.#within -= surplus
        this.#ackedTo = to
        break
      }
      this.#ackedTo += chunk.length
      done += 1
    }
    if (this.#index < done) this.#within = 0
    this.#kept.drop(done)
    this.#index = Math.max(0, this.#index - done)
  }
}
