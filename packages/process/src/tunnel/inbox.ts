import { ChunkList } from './chunkList.ts'
import type { Ack } from './tunnelFrames.ts'
import type { WindowBudget } from './windowBudget.ts'

/** What a stream may be sent before anything is known of its reader: a whole answer of sftp (255 KiB), which waits for no second round trip. */
export const firstWindowBytes = 256 * 1024
/** How much wider a window gets at a time. Lines with a long way there and back need megabytes, and each step costs a round trip. */
const growth = 4
const ackEveryBytes = 64 * 1024

/**
 * The receiving half of a resumable stream: what arrived and was not read yet, at most one window. The window begins at 256 KiB and grows fourfold
 * whenever its reader took a whole one and left little lying, up to `mostWindowBytes`, as far as the budget of all streams allows.
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

  /** Takes bytes that arrived. False when they are more than was granted, or come after the end. */
  add(bytes: Buffer): boolean {
    if (this.#isEnded || this.#received + bytes.length > this.#granted) return false
    this.#received += bytes.length
    this.#chunks.push(bytes)
    return true
  }

  /** Takes the end. False when it came before. */
  end(): boolean {
    if (this.#isEnded) return false
    this.#isEnded = true
    return true
  }

  /** The next bytes for the reader, `end` after the last, or null while nothing is here. */
  take(): Buffer | 'end' | null {
    const chunk = this.#chunks.shift()
    if (chunk === undefined) return this.#isEnded ? 'end' : null
    this.#read += chunk.length
    this.#grow()
    return chunk
  }

  /** Whether to acknowledge soon: the other side waits for room, or still keeps much data that this side has. */
  get isAckDue(): boolean {
    if (this.#isEnded) return this.#ackedReceived <= this.#received
    return this.#received - this.#ackedReceived >= ackEveryBytes || this.#read + this.#window - this.#granted >= this.#window / 4
  }

  /** Whether anything arrived that the other side still keeps. */
  get hasUnacked(): boolean {
    return this.received > this.#ackedReceived
  }

  /** What to tell the other side; it counts as told. */
  ack(): Ack {
    this.#granted = Math.max(this.#granted, this.#read + this.#window)
    this.#ackedReceived = this.received
    return { received: this.received, limit: this.#granted }
  }

  /** How far the other side has been received; the end counts as one byte. */
  get received(): number {
    return this.#received + (this.#isEnded ? 1 : 0)
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** Gives back what the window took of the budget. */
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
