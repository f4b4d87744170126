/** Returns an unsigned number as LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest === 0 ? low : low | 0x80)
  } while (rest !== 0)
  return bytes
}

/** Returns a number of at least 0 in the signed form of LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (true) {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    if (rest === 0 && (low & 0x40) === 0) return [...bytes, low]
    bytes.push(low | 0x80)
  }
}

/** Returns a name as its length, then its bytes in UTF-8. */
export function nameBytes(name: string): number[] {
  const bytes = [...new TextEncoder().encode(name)]
  return [...unsigned(bytes.length), ...bytes]
}

/** A growing list of bytes. Its space doubles when it is full, so adding seldom copies what is already in it. */
export class ByteWriter {
  private bytes = new Uint8Array(1_024)
  length = 0

  push(values: ArrayLike<number>): void {
    if (this.length + values.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + values.length))
      grown.set(this.bytes.subarray(0, this.length))
      this.bytes = grown
    }
    this.bytes.set(values, this.length)
    this.length += values.length
  }

  /** Adds the number of bytes, then the bytes. */
  pushPart(values: Uint8Array): void {
    this.push(unsigned(values.length))
    this.push(values)
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.length)
  }
}
