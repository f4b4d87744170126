import { ChunkList } from './chunkList.ts'
import type { Ack } from './tunnelFrames.ts'
import type { WindowBudget } from './windowBudget.ts'

/**
 * The first window of a stream: the bytes that may arrive before the reader has read any. A whole sftp answer (255 KiB) fits into it, and then needs no second
 * round trip.
 */
export const firstWindowBytes = 256 * 1024
/**
 * Growth factor of a window, the bytes that may arrive before they are read. Connections with a long round trip need megabytes, and each step of growth costs a
 * round trip.
 */
const growth = 4
const ackEveryBytes = 64 * 1024

/**
 * The receiving half of a resumable stream: bytes that arrived and are unread, at most one window. The window begins at 256 KiB. Each time the reader has read
 * a whole window and left few bytes unread, the window grows fourfold, up to `mostWindowBytes` and the memory budget that all streams share.
 */
export class Inbox {
  readonly #budget: WindowBudget
  readonly #mostWindowBytes: number
  readonly #chunks = new ChunkList()
  #window = firstWindowBytes
  #received = 0
  #read = 0
  #grownAtRead = 0
  #granted = firstWindowBytes
  #ackedReceived = 0
  #isEnded = false

  constructor({ budget, mostWindowBytes }: { budget: WindowBudget; mostWindowBytes: number }) {
    this.#budget = budget
    this.#mostWindowBytes = mostWindowBytes
  }

  /** Adds received bytes. Returns false if they exceed the number that this side allowed, or come after the end. */
  add(bytes: Buffer): boolean {
    if (this.#isEnded || this.#received + bytes.length > this.#granted) return false
    this.#received += bytes.length
    this.#chunks.push(bytes)
    return true
  }

  /** Records the end of the stream. Returns false if the end came before. */
  end(): boolean {
    if (this.#isEnded) return false
    this.#isEnded = true
    return true
  }

  /** Returns the reader's next bytes. After the last byte it returns `end`. Returns null if nothing has arrived. */
  take(): Buffer | 'end' | null {
    const chunk = this.#chunks.shift()
    if (chunk === undefined) return this.#isEnded ? 'end' : null
    this.#read += chunk.length
    this.#grow()
    return chunk
  }

  /**
   * Returns true if an acknowledgement should be sent soon: 64 KiB have arrived since the last one, the other side could be allowed to send another quarter of
   * the window, or the end has arrived and is not acknowledged. Until then, the other side must store the bytes, or wait before it sends more.
   */
  get isAckDue(): boolean {
    if (this.#isEnded) return this.#ackedReceived <= this.#received
    return this.#received - this.#ackedReceived >= ackEveryBytes || this.#read + this.#window - this.#granted >= this.#window / 4
  }

  /** Returns true if bytes arrived here for which no acknowledgement was made yet. The other side must store such bytes. */
  get hasUnacked(): boolean {
    return this.received > this.#ackedReceived
  }

  /** Returns the acknowledgement to send, and records it as sent. */
  ack(): Ack {
    this.#granted = Math.max(this.#granted, this.#read + this.#window)
    this.#ackedReceived = this.received
    return { received: this.received, limit: this.#granted }
  }

  /** The number of bytes received so far; the end of the stream counts as one byte. */
  get received(): number {
    return this.#received + (this.#isEnded ? 1 : 0)
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** Drops the stored bytes, and gives the memory by which this window grew back to the common budget of all streams. */
  close(): void {
    this.#budget.give(this.#window - firstWindowBytes)
    this.#window = firstWindowBytes
    this.#chunks.clear()
  }

  #grow(): void {
    if (this.#read - this.#grownAtRead < this.#window) return
    this.#grownAtRead = this.#read
    const lying = this.#received - this.#read
    const wider = Math.min(this.#window * growth, this.#mostWindowBytes)
    if (wider === this.#window || lying > this.#window / 2) return
    if (this.#budget.take(wider - this.#window)) this.#window = wider
  }
}
