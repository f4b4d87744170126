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

/** Returns a signed number, from 0 on, as LEB128. */
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

/** Returns a name with its length. */
export function nameBytes(name: string): number[] {
  const bytes = [...new TextEncoder().encode(name)]
  return [...unsigned(bytes.length), ...bytes]
}

/** Bytes that grow without being copied at each step. */
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

  /** Adds bytes after their length. */
  pushPart(values: Uint8Array): void {
    this.push(unsigned(values.length))
    this.push(values)
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.length)
  }
}
