/**
 * Handlers for the frames (pieces) of a resumable stream. `data` gets bytes in parts, as they arrive. Each handler returns false if the frame breaks the
 * protocol.
 */
export type FrameHandler = {
  data(bytes: Buffer): boolean
  ack(ack: Ack): boolean
  end(): boolean
}

/**
 * An acknowledgement. `received` is the number of bytes that the sender of this frame has received (the end counts as one byte). `limit` is the offset up to
 * which the sender accepts bytes. Both are below 2^48.
 */
export type Ack = { received: number; limit: number }

/** Maximum number of data bytes in one frame of a resumable stream. */
export const mostFrameBytes = 64 * 1024

const typeData = 0
const typeAck = 1
const typeEnd = 2
const headBytes: Record<number, number> = { [typeData]: 5, [typeAck]: 13, [typeEnd]: 1 }
const offsetBytes = 6

/** The end of one direction. No data follows it. */
export const endFrame: Buffer = Buffer.of(typeEnd)

/** Returns the head of a data frame, after which `length` bytes of data follow. */
export function dataHead(length: number): Buffer {
  const head = Buffer.allocUnsafe(5)
  head.writeUInt8(typeData, 0)
  head.writeUInt32BE(length, 1)
  return head
}

/** Returns a frame that acknowledges the bytes up to `received` and allows the other side to send up to `limit`. */
export function ackFrame({ received, limit }: Ack): Buffer {
  const frame = Buffer.allocUnsafe(13)
  frame.writeUInt8(typeAck, 0)
  frame.writeUIntBE(received, 1, offsetBytes)
  frame.writeUIntBE(limit, 1 + offsetBytes, offsetBytes)
  return frame
}

/** Reads frames from bytes that arrive in parts. It stores at most the head of one frame, which has 13 bytes. */
export class FrameReader {
  readonly #handler: FrameHandler
  #head = Buffer.alloc(0)
  #dataLeft = 0

  constructor(handler: FrameHandler) {
    this.#handler = handler
  }

  /** Reads the next bytes. Returns false if they break the protocol; no further bytes may then be passed. */
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
