/** Smaller pieces are joined, so that a flood of tiny pieces uses memory only for its bytes, not for an object each. */
const smallBytes = 2 * 1024
const tailBytes = 4 * 1024
/**
 * If a piece of data fills less than this share of the buffer from which it was cut, it is copied. Otherwise a small piece would keep a whole network buffer in
 * memory.
 */
const copyBelowShare = 0.2

/** A queue of bytes. It uses at most about five times the memory of its bytes, with pieces of any size. */
export class ChunkList {
  readonly #chunks: Buffer[] = []
  #tail: Buffer | null = null
  #used = 0

  get length(): number {
    return this.#chunks.length
  }

  at(index: number): Buffer | undefined {
    return this.#chunks[index]
  }

  push(bytes: Buffer): void {
    if (bytes.length < smallBytes) {
      this.#pushSmall(bytes)
      return
    }
    this.#chunks.push(bytes.length < bytes.buffer.byteLength * copyBelowShare ? Buffer.from(bytes) : bytes)
    this.#tail = null
  }

  /** Removes and returns the first chunk of the queue. Bytes that are added later do not change it. */
  shift(): Buffer | undefined {
    return this.#chunks.shift()
  }

  /** Removes the first `count` stored pieces of bytes. */
  drop(count: number): void {
    if (count > 0) this.#chunks.splice(0, count)
  }

  /** Removes `bytes` bytes from the start of the chunk at `index`, which must be longer than that. */
  cut(index: number, bytes: number): void {
    const chunk = this.#chunks[index]
    if (chunk !== undefined) this.#chunks[index] = chunk.subarray(bytes)
  }

  clear(): void {
    this.#chunks.length = 0
    this.#tail = null
  }

  #pushSmall(bytes: Buffer): void {
    if (this.#tail === null || this.#used + bytes.length > this.#tail.length) {
      this.#tail = Buffer.allocUnsafeSlow(tailBytes)
      this.#used = 0
    }
    bytes.copy(this.#tail, this.#used)
    const last = this.#chunks.at(-1)
    const grows = last !== undefined && last.buffer === this.#tail.buffer
    const start = grows ? this.#used - last.length : this.#used
    this.#used += bytes.length
    const view = this.#tail.subarray(start, this.#used)
    if (grows) this.#chunks[this.#chunks.length - 1] = view
    else this.#chunks.push(view)
  }
}
