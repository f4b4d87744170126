import { SftpRefusal } from './sftpReply.ts'
import { status } from './sftpWords.ts'

/** Reads the fields of one packet in order. Throws "bad message" for a field beyond the packet's end. */
export class SftpReader {
  readonly #packet: Buffer
  #at = 0

  constructor(packet: Buffer) {
    this.#packet = packet
  }

  byte(): number {
    return this.#take(1).readUInt8(0)
  }

  uint32(): number {
    return this.#take(4).readUInt32BE(0)
  }

  /** Reads a position or size in a file. Throws "bad message" for a number that no file can have. */
  uint64(): number {
    const value = this.#take(8).readBigUInt64BE(0)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new SftpRefusal(status.badMessage, 'The number is too large')
    return Number(value)
  }

  /** Returns the next bytes of the packet without copying them. Use them before the next packet is read, because they share its memory. */
  bytes(): Buffer {
    return this.#take(this.uint32())
  }

  text(): string {
    return this.bytes().toString('latin1')
  }

  /** Reads a path as bytes, because names need not be UTF-8. An empty path means the current folder. */
  path(): Buffer {
    const bytes = Buffer.from(this.bytes())
    if (bytes.includes(0)) throw new SftpRefusal(status.badMessage, 'The path holds a zero byte')
    return bytes.length === 0 ? Buffer.from('.') : bytes
  }

  #take(length: number): Buffer {
    const end = this.#at + length
    if (end > this.#packet.length) throw new SftpRefusal(status.badMessage, 'The packet ends too early')
    const taken = this.#packet.subarray(this.#at, end)
    this.#at = end
    return taken
  }
}
