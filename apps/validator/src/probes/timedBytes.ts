const signatureBytes = 65
/** The first part of what a machine sends is not timed, because a connection begins slowly. */
const untimedShare = 0.25
const shortestMs = 0.2
/** The board takes no larger number. */
const mostKbps = 1_000_000_000

/** The bytes of a machine and its signature as they arrive, with the time of the first timed byte and of the last. */
export class TimedBytes {
  readonly #chunks: Buffer[] = []
  readonly #bytes: number
  #length = 0
  #from: { at: number; length: number } | null = null
  #lastAt = 0

  constructor(bytes: number) {
    this.#bytes = bytes
  }

  add(chunk: Buffer, at: number): void {
    // Bytes after the signature are not stored.
    if (this.#length > this.#bytes + signatureBytes) return
    this.#chunks.push(chunk)
    this.#length += chunk.length
    this.#lastAt = at
    if (this.#from === null && this.#length >= this.#bytes * untimedShare) this.#from = { at, length: this.#length }
  }

  /** Returns the speed of the timed bytes in kbit/s. */
  kbps(): number {
    return this.#from === null ? 0 : kbpsOf(this.#length - this.#from.length, this.#lastAt - this.#from.at)
  }

  /** Returns the announced bytes and the signature after them; null if there are more or fewer. */
  split(): { body: Buffer; signature: Buffer } | null {
    if (this.#length !== this.#bytes + signatureBytes) return null
    const all = Buffer.concat(this.#chunks)
    return { body: all.subarray(0, this.#bytes), signature: all.subarray(this.#bytes) }
  }
}

/** Returns a speed in kbit/s. */
export function kbpsOf(bytes: number, ms: number): number {
  return Math.min(mostKbps, Math.floor((bytes * 8) / Math.max(shortestMs, ms)))
}
