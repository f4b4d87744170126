/** The last bytes a terminal wrote, at most `mostBytes`, so that a page that comes back sees what was there, or what it missed. */
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

  /** Bytes the terminal wrote in all. */
  get writtenBytes(): number {
    return this.#writtenBytes
  }

  /** What was written since the terminal had written so many bytes; null when that is not kept any more, or was never written. */
  since(writtenBytes: number): Buffer | null {
    const missed = this.#writtenBytes - writtenBytes
    if (missed < 0 || missed > this.#bytes) return null
    return Buffer.concat(this.#chunks).subarray(this.#bytes - missed)
  }

  /** What is kept, oldest first; it begins at a line when it had to cut. */
  read(): Buffer {
    const all = Buffer.concat(this.#chunks)
    if (all.length <= this.#mostBytes) return all
    const tail = all.subarray(all.length - this.#mostBytes)
    const lineEnd = tail.indexOf(10)
    return Buffer.from(lineEnd === -1 ? tail : tail.subarray(lineEnd + 1))
  }
}
