import { SftpRefusal } from './sftpRefusal.ts'
import { status } from './sftpWords.ts'

/** Reads the fields of one packet in order. A field that goes beyond the packet's end is a bad message. */
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

  /** A place or size in a file; one that no file can have is a bad message. */
  uint64(): number {
    const value = this.#take(8).readBigUInt64BE(0)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new SftpRefusal(status.badMessage, 'The number is too large')
    return Number(value)
  }

  /** Bytes that lie in the packet's own memory: use them before the next packet. */
  bytes(): Buffer {
    return this.#take(this.uint32())
  }

  text(): string {
    return this.bytes().toString('latin1')
  }

  /** A path as bytes (names need not be UTF-8); the empty one is the folder we are in. */
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
