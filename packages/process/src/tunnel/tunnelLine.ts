import { Duplex } from 'node:stream'
import type { Socket } from 'node:net'

/** Above this much that waits for the socket, streams with much on its way wait; the kernel has more, so the line never runs dry. */
const busyBytes = 256 * 1024
/** Above this much, all wait. Between the two is the way past the bulk for who has little to say: keystrokes. */
const fullBytes = 1024 * 1024
/** Who lets so much wait does not read: more than all windows of a connection allow. */
const mostWaitingBytes = 32 * 1024 * 1024

/**
 * The connection of a tunnel as HTTP/2 sees it. It takes every write at once: Node's HTTP/2 stops reading while a write waits, so two
 * sides that both fill the line would wait for each other for ever. What may be written is decided above instead, by the streams, which
 * ask `isBusy` and wait for their turn here: one after the other, so that each gets its share. A side that lets 32 MiB wait is cut off.
 */
export class TunnelLine extends Duplex {
  readonly #socket: Socket
  #waiting: (() => void)[] = []

  constructor(socket: Socket) {
    super({ allowHalfOpen: false })
    this.#socket = socket
    socket.on('data', (bytes: Buffer) => {
      if (!this.push(bytes)) socket.pause()
    })
    socket.once('end', () => this.push(null))
    socket.once('close', () => this.destroy())
    socket.on('error', (error) => this.destroy(error))
    socket.on('drain', () => this.#wake())
    if (socket.destroyed) this.destroy()
  }

  /** Bytes that came over the line so far. */
  get bytesRead(): number {
    return this.#socket.bytesRead
  }

  /** Whether a stream must wait for its turn; `isLight` says that it has little on its way. */
  isBusy(isLight: boolean): boolean {
    return this.#socket.writableLength >= (isLight ? fullBytes : busyBytes)
  }

  /** Calls `turn` once when there is room again. Whoever still has something to say then asks again, behind the others. */
  waitForTurn(turn: () => void): void {
    this.#waiting.push(turn)
  }

  override _read(): void {
    this.#socket.resume()
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#give(bytes)
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#socket.cork()
    for (const { chunk } of chunks) this.#give(chunk)
    this.#socket.uncork()
    done()
  }

  override _final(done: () => void): void {
    this.#socket.end(done)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#waiting = []
    this.#socket.destroy()
    done(error)
  }

  #give(bytes: Buffer): void {
    this.#socket.write(bytes)
    if (this.#socket.writableLength > mostWaitingBytes) this.destroy(new Error('the other side of the tunnel does not read'))
  }

  #wake(): void {
    const turns = this.#waiting
    this.#waiting = []
    for (const [index, turn] of turns.entries()) {
      if (this.#socket.writableLength >= busyBytes) {
        this.#waiting = [...turns.slice(index), ...this.#waiting]
        return
      }
      turn()
    }
  }
}
