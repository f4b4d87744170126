const signatureBytes = 65
/** The first part of a transfer is not timed, because a connection starts slowly. This is its share of all bytes. */
const untimedShare = 0.25
const shortestMs = 0.2
/** The highest speed that the API accepts in a report, in kbit/s. */
const mostKbps = 1_000_000_000

/** Collects the bytes that a machine sends, and its signature after them. Stores when the timed part began and when the last byte arrived. */
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
    // Do not store bytes after the signature, but count them, so that `split` returns null.
    if (this.#length > this.#bytes + signatureBytes) return
    this.#chunks.push(chunk)
    this.#length += chunk.length
    this.#lastAt = at
    if (this.#from === null && this.#length >= this.#bytes * untimedShare) this.#from = { at, length: this.#length }
  }

  /** Returns the speed of the timed part in kbit/s, or 0 if it never began. */
  kbps(): number {
    return this.#from === null ? 0 : kbpsOf(this.#length - this.#from.length, this.#lastAt - this.#from.at)
  }

  /** Separates the announced number of bytes from the signature after them. Returns null if more or fewer bytes came. */
  split(): { body: Buffer; signature: Buffer } | null {
    if (this.#length !== this.#bytes + signatureBytes) return null
    const all = Buffer.concat(this.#chunks)
    return { body: all.subarray(0, this.#bytes), signature: all.subarray(this.#bytes) }
  }
}

/** Returns the speed of a transfer in kbit/s, at most `mostKbps`. */
export function kbpsOf(bytes: number, ms: number): number {
  return Math.min(mostKbps, Math.floor((bytes * 8) / Math.max(shortestMs, ms)))
}
