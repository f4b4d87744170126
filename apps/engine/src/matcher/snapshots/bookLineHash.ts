import { createHash } from 'node:crypto'

/** The hash of the book that the lines of a snapshot are of: of all between the first and the last, as `hashBook` takes it of the book itself. */
export class BookLineHash {
  readonly #hash = createHash('sha256')
  #lines = 0
  /** The last line is known only when no more comes. */
  #held: string | null = null

  /** Takes the next line. */
  take(line: string): void {
    if (this.#held !== null && this.#lines > 1) this.#hash.update(this.#held)
    this.#held = line
    this.#lines += 1
  }

  /** The hash in lower-case hex; nothing may be taken after that. */
  digest(): string {
    return this.#hash.digest('hex')
  }
}
