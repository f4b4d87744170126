import { createHash } from 'node:crypto'

/** Hashes the book from the lines of its snapshot, without the first and the last line. The result equals that of `hashBook`. */
export class BookLineHash {
  readonly #hash = createHash('sha256')
  #lines = 0
  /** The newest line; it is not hashed yet. It is hashed when another line follows, because the last line of a snapshot is not part of the book's hash. */
  #held: string | null = null

  /** Adds the next line. */
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
