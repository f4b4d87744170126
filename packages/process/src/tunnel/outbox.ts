import { ChunkList } from './chunkList.ts'
import type { Ack } from './tunnelFrames.ts'

/**
 * The sending half of a resumable stream. It holds written bytes until the other side has acknowledged them, and returns the next bytes to send. While it holds
 * `mostUnackedBytes` or more, the writer must wait; so it holds at most one write more than that. Offsets count from the stream's first byte.
 */
export class Outbox {
  readonly #mostUnackedBytes: number
  readonly #kept = new ChunkList()
  /**
   * The offset in the stream of the first byte that is still stored. The next two fields are the offset of the next byte to send, and the offset after the last
   * written byte.
   */
  #ackedTo = 0
  #sentTo = 0
  #writtenTo = 0
  #limit: number
  /** The index in `#kept` of the chunk (stored piece) that contains the byte at the offset `#sentTo`. */
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

  /** Marks the end of the stream: no further bytes are added. */
  end(): void {
    this.#isEnded = true
  }

  /**
   * Returns the next bytes to send, at most `mostBytes`. After the last byte it returns `end`, once. Returns null if nothing waits, or if the other side
   * accepts no more now.
   */
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

  /**
   * Drops the bytes that the other side has acknowledged, and raises the offset up to which the other side accepts bytes to `limit`. Returns false and changes
   * nothing if the other side acknowledges bytes that were never sent, or fewer bytes than it acknowledged before.
   */
  ack({ received, limit }: Ack): boolean {
    if (received < this.#ackedTo || received > this.#sentTo + (this.#isEndSent ? 1 : 0)) return false
    if (received > this.#writtenTo) this.#isEndAcked = true
    this.#limit = Math.max(this.#limit, limit)
    this.#drop(Math.min(received, this.#writtenTo))
    return true
  }

  /**
   * Continues over a new connection: sends again from the first byte that the other side does not have. Returns false if it claims to have bytes that were
   * never sent.
   */
  resume(received: number): boolean {
    if (!this.ack({ received, limit: 0 })) return false
    this.#sentTo = this.#ackedTo
    this.#index = 0
    this.#within = 0
    this.#isEndSent = this.#isEndAcked
    return true
  }

  /** Returns true if all written bytes were sent at least once. The writer may then continue. */
  get isAllSent(): boolean {
    return this.#sentTo === this.#writtenTo
  }

  /** Returns true if bytes or the end wait to be sent. */
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

  /** Move to the next chunk only when this one is sent completely, because the last chunk may still get more bytes. */
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
