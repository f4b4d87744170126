const lineFeed = 0x0a
const carriageReturn = 0x0d
const leastRoom = 1_024

/** One line of an event stream with its bytes, without the line end. */
export type StreamLine = { readonly raw: Uint8Array; readonly text: string }

/**
 * Splits the bytes of an event stream into lines. The bytes may be cut anywhere. An event is the lines up to the next empty line. Throws if an event that has
 * not ended yet is longer than `mostBytes`. Each byte is copied a limited number of times, even if a long line arrives byte by byte.
 */
export class LineSplitter {
  readonly #mostBytes: number
  readonly #decoder = new TextDecoder()
  /** The beginning of a line that has not ended yet: the first `#restBytes` bytes of `#rest`. */
  #rest = new Uint8Array(leastRoom)
  #restBytes = 0
  #eventBytes = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** Returns the lines that end in these bytes. A line end is LF or CR LF. */
  push(bytes: Uint8Array): StreamLine[] {
    const lines: StreamLine[] = []
    let from = 0
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, from)) {
      const whole = this.#ended(bytes.subarray(from, end))
      const raw = whole.at(-1) === carriageReturn ? whole.subarray(0, -1) : whole
      this.#eventBytes = raw.length === 0 ? 0 : this.#eventBytes + raw.length
      lines.push({ raw, text: this.#decoder.decode(raw) })
      from = end + 1
    }
    this.#keep(bytes.subarray(from))
    if (this.#eventBytes + this.#restBytes > this.#mostBytes) throw new Error(`an event of the stream is longer than ${this.#mostBytes} bytes`)
    return lines
  }

  /** Returns the last line if the stream ended without a line end. */
  end(): StreamLine[] {
    return this.#restBytes === 0 ? [] : this.push(Uint8Array.of(lineFeed))
  }

  /** Returns the whole line that ends with these bytes. */
  #ended(bytes: Uint8Array): Uint8Array {
    if (this.#restBytes === 0) return bytes
    this.#keep(bytes)
    const line = this.#rest.slice(0, this.#restBytes)
    this.#restBytes = 0
    return line
  }

  /** Adds bytes to the line that has not ended yet. The room for it doubles, so that few copies are necessary. */
  #keep(bytes: Uint8Array): void {
    const length = this.#restBytes + bytes.length
    if (length > this.#rest.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#rest.length))
      larger.set(this.#rest.subarray(0, this.#restBytes))
      this.#rest = larger
    }
    this.#rest.set(bytes, this.#restBytes)
    this.#restBytes = length
  }
}

/** Returns the payload of a `data:` line, or null for another line. */
export function payloadOf({ text }: Pick<StreamLine, 'text'>): string | null {
  if (!text.startsWith('data:')) return null
  return text.startsWith('data: ') ? text.slice('data: '.length) : text.slice('data:'.length)
}
