/** Reads the frames of the WebSocket that a server sends. With it, the gateway never sends a closing frame in the middle of another frame (RFC 6455, 5.2). */
export class FrameBoundaries {
  #head: number[] = []
  #payloadLeft = 0
  #hasClosed = false

  /** Returns true between two frames: if the last byte was the end of a frame, or if no byte has come yet. */
  get isBetweenFrames(): boolean {
    return this.#head.length === 0 && this.#payloadLeft === 0
  }

  /** Returns true if the server itself has sent a closing frame. */
  get hasClosed(): boolean {
    return this.#hasClosed
  }

  /** Reads the next bytes. With `untilBoundary`, stops at the end of the frame that is open. Returns how many bytes it read. */
  take(bytes: Buffer, { untilBoundary }: { untilBoundary: boolean }): number {
    let at = 0
    while (at < bytes.length && !(untilBoundary && this.isBetweenFrames)) {
      if (this.#payloadLeft > 0) {
        const step = Math.min(this.#payloadLeft, bytes.length - at)
        this.#payloadLeft -= step
        at += step
        continue
      }
      this.#head.push(bytes[at] as number)
      at += 1
      if (this.#head.length === headBytes(this.#head)) this.#open()
    }
    return at
  }

  #open(): void {
    const head = Buffer.from(this.#head)
    this.#head = []
    this.#hasClosed ||= ((head[0] ?? 0) & 0x0f) === 0x8
    const short = (head[1] ?? 0) & 0x7f
    this.#payloadLeft = short < 126 ? short : short === 126 ? head.readUInt16BE(2) : Number(head.readBigUInt64BE(2))
  }
}

function headBytes([, second]: readonly number[]): number {
  if (second === undefined) return 2
  const short = second & 0x7f
  return 2 + (short < 126 ? 0 : short === 126 ? 2 : 8) + (second & 0x80 ? 4 : 0)
}
