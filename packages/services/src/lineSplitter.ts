const lineFeed = 0x0a
const carriageReturn = 0x0d

/** One line of an event stream with its bytes, without the line end. */
export type StreamLine = { readonly raw: Uint8Array; readonly text: string }

/** Splits the bytes of an event stream into lines. The bytes may be cut anywhere. Throws if a line that has not ended yet is longer than `mostBytes`. */
export class LineSplitter {
  readonly #mostBytes: number
  readonly #decoder = new TextDecoder()
  #rest: Uint8Array = new Uint8Array()

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** Returns the lines that end in these bytes. A line end is LF or CR LF. */
  push(bytes: Uint8Array): StreamLine[] {
    const lines: StreamLine[] = []
    const whole = this.#rest.length === 0 ? bytes : joined(this.#rest, bytes)
    let from = 0
    for (let end = whole.indexOf(lineFeed); end !== -1; end = whole.indexOf(lineFeed, from)) {
      const stop = end > from && whole[end - 1] === carriageReturn ? end - 1 : end
      const raw = whole.subarray(from, stop)
      lines.push({ raw, text: this.#decoder.decode(raw) })
      from = end + 1
    }
    this.#rest = whole.slice(from)
    if (this.#rest.length > this.#mostBytes) throw new Error(`a line of the stream is longer than ${this.#mostBytes} bytes`)
    return lines
  }

  /** Returns the last line if the stream ended without a line end. */
  end(): StreamLine[] {
    return this.#rest.length === 0 ? [] : this.push(Uint8Array.of(lineFeed))
  }
}

/** Returns the payload of a `data:` line, or null for another line. */
export function payloadOf({ text }: Pick<StreamLine, 'text'>): string | null {
  if (!text.startsWith('data:')) return null
  return text.startsWith('data: ') ? text.slice('data: '.length) : text.slice('data:'.length)
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const whole = new Uint8Array(one.length + other.length)
  whole.set(one)
  whole.set(other, one.length)
  return whole
}
