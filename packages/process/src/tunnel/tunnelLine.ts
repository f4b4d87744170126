import { Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import type { Ping } from '../http2/pingOf.ts'
import { LinePace } from './linePace.ts'

/** Above this much that waits for the socket, streams with much on its way wait; the kernel has more, so the line never runs dry. */
const busyBytes = 128 * 1024
/** Above this much, all wait. Between the two is the way past the bulk for who has little to say: keystrokes. */
const fullBytes = 1024 * 1024
/** Who lets so much wait does not read: more than all windows of a connection allow. */
const mostWaitingBytes = 32 * 1024 * 1024
/** With less bulk than this on its way, which any limit allows, there is no queue to look for. */
const measureAboveBytes = 64 * 1024
const measureEveryMs = 20
/** A process that was held up catches up on so much at once. */
const mostBurstMs = 20
/** Questions that wait for their answers: Node lets a session have ten, and the keep-alive needs one. */
const mostAsked = 8

/**
 * The connection of a tunnel as HTTP/2 sees it. It takes every write at once: Node's HTTP/2 stops reading while a write waits, so two
 * sides that both fill the line would wait for each other for ever. What may be written is decided above instead, by the streams, which
 * ask `isBusy` and wait for their turn here: one after the other, so that each gets its share, and no more in all than the line carries (`LinePace`). A side that lets 32 MiB wait is cut off.
 * The line is destroyed as soon as the other side's end was read, and is never half open: a session that is told of the end and whose line was ended, not destroyed, writes the reset
 * of a stream to it once more, for which Node ends the process.
 */
export class TunnelLine extends Duplex {
  readonly #socket: Socket
  readonly #pace = new LinePace()
  #waiting: (() => void)[] = []
  #ping: Ping | null = null
  #onWayBytes = 0
  #askedAtMs = 0
  #asked = 0
  /** Until when the bulk that went out would take, had it gone out evenly. */
  #sentUntilMs = 0
  #even: NodeJS.Timeout | null = null

  constructor(socket: Socket) {
    super({ allowHalfOpen: true })
    this.#socket = socket
    socket.on('data', (bytes: Buffer) => {
      if (!this.push(bytes)) socket.pause()
    })
    socket.once('end', () => this.push(null))
    socket.once('close', () => this.destroy())
    socket.on('error', (error) => this.destroy(error))
    socket.on('drain', () => this.#wake())
    this.once('end', () => this.destroy())
    if (socket.destroyed) this.destroy()
  }

  /** Bytes that came over the line so far. */
  get bytesRead(): number {
    return this.#socket.bytesRead
  }

  /** Whether a stream must wait for its turn; `isLight` says that it has little on its way. */
  isBusy(isLight: boolean): boolean {
    if (isLight) return this.#socket.writableLength >= fullBytes
    return this.#socket.writableLength >= busyBytes || this.#onWayBytes >= this.#pace.limitBytes || this.#isAhead()
  }

  /** Says how the round trip of this line is measured: now, while there is no queue, and while bulk is on its way. */
  measureWith(ping: Ping): void {
    this.#ping = ping
    this.#measure()
  }

  /** Counts bulk that went on its way, or, below zero, that arrived. */
  count(bytes: number): void {
    this.#onWayBytes += bytes
    if (bytes < 0) this.#wake()
    else this.#sentUntilMs = Math.max(this.#sentUntilMs, performance.now() - mostBurstMs) + bytes / this.#pace.bytesPerMs
    if (this.#onWayBytes >= measureAboveBytes) this.#measure()
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
    if (this.#even !== null) clearTimeout(this.#even)
    this.#socket.destroy()
    done(error)
  }

  #give(bytes: Buffer): void {
    this.#socket.write(bytes)
    if (this.#socket.writableLength > mostWaitingBytes) this.destroy(new Error('the other side of the tunnel does not read'))
  }

  /** Whether more bulk went out than is its turn by now; wakes whoever waits when that is over. */
  #isAhead(): boolean {
    const aheadMs = this.#sentUntilMs - performance.now()
    if (aheadMs < 1) return false
    this.#even ??= setTimeout(() => {
      this.#even = null
      this.#wake()
    }, aheadMs)
    return true
  }

  #measure(): void {
    const askedAtMs = performance.now()
    if (this.#ping === null || this.#asked >= mostAsked || askedAtMs - this.#askedAtMs < measureEveryMs) return
    this.#askedAtMs = askedAtMs
    this.#asked += 1
    const asked = { onWayBytes: this.#onWayBytes, step: this.#pace.step }
    this.#ping((roundTripMs) => {
      this.#asked -= 1
      if (roundTripMs !== null) this.#pace.heard({ roundTripMs, ...asked })
      this.#wake()
    })
  }

  #wake(): void {
    if (this.#waiting.length === 0) return
    const turns = this.#waiting
    this.#waiting = []
    for (const [index, turn] of turns.entries()) {
      if (this.isBusy(false)) {
        this.#waiting = [...turns.slice(index), ...this.#waiting]
        return
      }
      turn()
    }
  }
}
