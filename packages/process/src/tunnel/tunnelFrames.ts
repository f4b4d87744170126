/** What a reader of frames does with each. `data` comes as the bytes come, in parts; each returns false when it breaks the protocol. */
export type FrameHandler = {
  data(bytes: Buffer): boolean
  ack(ack: Ack): boolean
  end(): boolean
}

/** Up to where the other side has received (the end counts as one byte), and up to where it may be sent to. Byte offsets below 2^48. */
export type Ack = { received: number; limit: number }

/** The most bytes of one data frame. */
export const mostFrameBytes = 64 * 1024

const typeData = 0
const typeAck = 1
const typeEnd = 2
const headBytes: Record<number, number> = { [typeData]: 5, [typeAck]: 13, [typeEnd]: 1 }
const offsetBytes = 6

/** The end of one direction: no data comes after it. */
export const endFrame: Buffer = Buffer.of(typeEnd)

/** The head of a data frame; `length` bytes follow. */
export function dataHead(length: number): Buffer {
  const head = Buffer.allocUnsafe(5)
  head.writeUInt8(typeData, 0)
  head.writeUInt32BE(length, 1)
  return head
}

/** A frame that acknowledges bytes and grants more. */
export function ackFrame({ received, limit }: Ack): Buffer {
  const frame = Buffer.allocUnsafe(13)
  frame.writeUInt8(typeAck, 0)
  frame.writeUIntBE(received, 1, offsetBytes)
  frame.writeUIntBE(limit, 1 + offsetBytes, offsetBytes)
  return frame
}

/** Reads frames out of bytes that come in parts; keeps at most one head of 13 bytes. */
export class FrameReader {
  readonly #handler: FrameHandler
  #head = Buffer.alloc(0)
  #dataLeft = 0

  constructor(handler: FrameHandler) {
    this.#handler = handler
  }

  /** Takes the next bytes; false when they break the protocol, then nothing more may be given. */
  push(bytes: Buffer): boolean {
    let rest = bytes
    while (rest.length > 0) {
      if (this.#dataLeft > 0) {
        const part = rest.subarray(0, this.#dataLeft)
        this.#dataLeft -= part.length
        rest = rest.subarray(part.length)
        if (!this.#handler.data(part)) return false
        continue
      }
      const wanted = headBytes[this.#head[0] ?? rest[0] ?? -1]
      if (wanted === undefined) return false
      const part = rest.subarray(0, wanted - this.#head.length)
      this.#head = Buffer.concat([this.#head, part])
      rest = rest.subarray(part.length)
      if (this.#head.length < wanted) return true
      const head = this.#head
      this.#head = Buffer.alloc(0)
      if (!this.#act(head)) return false
    }
    return true
  }

  #act(head: Buffer): boolean {
    if (head[0] === typeEnd) return this.#handler.end()
    if (head[0] === typeAck)
      return this.#handler.ack({ received: head.readUIntBE(1, offsetBytes), limit: head.readUIntBE(1 + offsetBytes, offsetBytes) })
    this.#dataLeft = head.readUInt32BE(1)
    return this.#dataLeft > 0 && this.#dataLeft <= mostFrameBytes
  }
}
