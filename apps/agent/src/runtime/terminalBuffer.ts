/** The last bytes a terminal wrote, at most `mostBytes`, so that a page that comes back sees what was there. */
export class TerminalBuffer {
  readonly #mostBytes: number
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  add(bytes: Buffer): void {
    this.#chunks.push(bytes)
    this.#bytes += bytes.length
    if (this.#bytes <= this.#mostBytes * 2) return
    const kept = this.read()
    this.#chunks = [kept]
    this.#bytes = kept.length
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
