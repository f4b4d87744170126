import { createHash } from 'node:crypto'

/** Hashes the book from the lines of its snapshot, without the first and the last line. Equals `hashBook` of the book. */
export class BookLineHash {
  readonly #hash = createHash('sha256')
  #lines = 0
  /** The previous line. A line is the last one only if no other follows. */
  #held: string | null = null

  /** Takes the next line. */
  take(line: string): void {
    if (this.#held !== null && this.#lines > 1) this.#hash.update(this.#held)
    this.#held = line
    this.#lines += 1
  }

  /** Returns the hash in lower-case hex. No line may be added afterwards. */
  digest(): string {
    return this.#hash.digest('hex')
  }
}
