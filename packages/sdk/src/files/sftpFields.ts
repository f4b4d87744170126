/** Reads the fields of one answer in order. Throws RangeError beyond the end, because such an answer is not SFTP. */
export class SftpFields {
  readonly #view: DataView<ArrayBuffer>
  #at = 0

  constructor(body: Uint8Array<ArrayBuffer>) {
    this.#view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  }

  get left(): number {
    return this.#view.byteLength - this.#at
  }

  byte(): number {
    return this.#view.getUint8(this.#take(1))
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4))
  }

  /** Reads a size. Throws for a value that a number cannot represent exactly. */
  uint64(): number {
    const value = this.#view.getBigUint64(this.#take(8))
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('the number is too large')
    return Number(value)
  }

  /** Returns bytes that share the packet's memory. */
  bytes(): Uint8Array<ArrayBuffer> {
    const length = this.uint32()
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#take(length), length)
  }

  text(): string {
    return new TextDecoder().decode(this.bytes())
  }

  #take(length: number): number {
    const at = this.#at
    if (length > this.#view.byteLength - at) throw new RangeError('the answer ends too early')
    this.#at = at + length
    return at
  }
}
