/**
 * Stores the last output of a terminal, up to twice `mostBytes`. So a page that reconnects can show the last `mostBytes` of the output, or only the part that
 * the page missed.
 */
export class TerminalBuffer {
  readonly #mostBytes: number
  #chunks: Buffer[] = []
  #bytes = 0
  #writtenBytes = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  add(bytes: Buffer): void {
    this.#chunks.push(bytes)
    this.#bytes += bytes.length
    this.#writtenBytes += bytes.length
    if (this.#bytes <= this.#mostBytes * 2) return
    const kept = this.read()
    this.#chunks = [kept]
    this.#bytes = kept.length
  }

  /** Total bytes that the terminal wrote. */
  get writtenBytes(): number {
    return this.#writtenBytes
  }

  /**
   * Returns the output after the first `writtenBytes` bytes. Returns null if the beginning of that output was already dropped, or if the terminal has not
   * written so many bytes.
   */
  since(writtenBytes: number): Buffer | null {
    const missed = this.#writtenBytes - writtenBytes
    if (missed < 0 || missed > this.#bytes) return null
    return Buffer.concat(this.#chunks).subarray(this.#bytes - missed)
  }

  /** Returns the last output, at most `mostBytes`, oldest first. If older output is left out, it begins at a new line where possible. */
  read(): Buffer {
    const all = Buffer.concat(this.#chunks)
    if (all.length <= this.#mostBytes) return all
    const tail = all.subarray(all.length - this.#mostBytes)
    const lineEnd = tail.indexOf(10)
    return Buffer.from(lineEnd === -1 ? tail : tail.subarray(lineEnd + 1))
  }
}
