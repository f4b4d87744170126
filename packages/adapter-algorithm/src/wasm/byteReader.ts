/** The error for a module that this adapter does not run. The message has the reason. */
export class ModuleRefused extends Error {
  override readonly name = 'ModuleRefused'
}

/** Reads the binary form of WebAssembly. Each call throws ModuleRefused at the end of the bytes, or at a number that is too long. */
export class ByteReader {
  readonly bytes: Uint8Array
  readonly end: number
  at: number

  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    if (end > bytes.length || from > end) throw new ModuleRefused('the module ends too early')
    this.bytes = bytes
    this.at = from
    this.end = end
  }

  get isAtEnd(): boolean {
    return this.at >= this.end
  }

  byte(): number {
    const byte = this.at < this.end ? this.bytes[this.at] : undefined
    if (byte === undefined) throw new ModuleRefused('the module ends too early')
    this.at += 1
    return byte
  }

  /** Reads an unsigned LEB128 number of up to 32 bits. */
  count(): number {
    let value = 0
    for (let place = 0; place < 5; place += 1) {
      const byte = this.byte()
      value += (byte & 0x7f) * 2 ** (7 * place)
      if ((byte & 0x80) === 0) {
        if (value > 0xffff_ffff) break
        return value
      }
    }
    throw new ModuleRefused('a number has more than 32 bits')
  }

  /** Skips a signed LEB128 number of at most `mostBytes` bytes. */
  skipSigned(mostBytes: number): void {
    for (let place = 0; place < mostBytes; place += 1) if ((this.byte() & 0x80) === 0) return
    throw new ModuleRefused('a number is too long')
  }

  skip(length: number): void {
    if (this.at + length > this.end) throw new ModuleRefused('the module ends too early')
    this.at += length
  }

  /** Reads a name: its length, then its bytes in UTF-8. */
  name(): string {
    const length = this.count()
    const from = this.at
    this.skip(length)
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(this.bytes.subarray(from, this.at))
    } catch {
      throw new ModuleRefused('a name is not UTF-8')
    }
  }

  /** Reads a length and skips that many bytes. Returns a reader of these bytes. */
  part(): ByteReader {
    const length = this.count()
    const from = this.at
    this.skip(length)
    return new ByteReader(this.bytes, from, this.at)
  }
}
