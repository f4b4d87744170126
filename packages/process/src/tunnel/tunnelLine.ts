import { Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import type { Ping } from '../http2/pingOf.ts'
import { LinePace } from './linePace.ts'

/**
 * If more bytes than this wait to be written to the socket, streams that send much must wait. The kernel buffers further bytes, so the connection is never
 * idle.
 */
const busyBytes = 128 * 1024
/** If more bytes than this wait to be written, every stream must wait. Between the two limits, streams that send little (keystrokes) overtake the bulk data. */
const fullBytes = 1024 * 1024
/** If this many bytes wait to be written, the other side has stopped reading. */
const mostWaitingBytes = 32 * 1024 * 1024
/** If fewer bytes of bulk data than this are on their way, the connection has no queue to measure. Every limit of `LinePace` allows this many. */
const measureAboveBytes = 64 * 1024
const measureEveryMs = 20
/** If the process was delayed, it may send the missed bulk data at once, but only as much as it would have sent in this many milliseconds. */
const mostBurstMs = 20
/** Maximum number of pings of a line that wait for an answer at a time. Node allows ten for a session, and the keep-alive needs one of them. */
const mostAsked = 8

/**
 * The connection of a tunnel, for HTTP/2. It accepts every write at once, because Node's HTTP/2 stops reading while a write waits: two sides that both fill the
 * connection would wait for each other without end. The streams limit themselves instead. Before each write, a stream checks `isBusy`; if it is busy, the
 * stream waits with `waitForTurn`. The streams write one after another, so that each gets its share, and together they send no more than the connection carries
 * (`LinePace`). The connection is destroyed when more than 32 MiB wait to be sent to the other side. It is also destroyed, and never left half open, as soon as
 * the end of the other side's data was read. If it were only ended, Node's HTTP/2 session would still write the reset of a stream to it, and Node would end the
 * process for that write.
 */
export class TunnelLine extends Duplex {
  readonly #socket: Socket
  readonly #pace = new LinePace()
  #waiting: (() => void)[] = []
  #ping: Ping | null = null
  #onWayBytes = 0
  #askedAtMs = 0
  #asked = 0
  /** The time in ms of `performance.now()` at which all bulk data sent so far would be out if it had been sent evenly at the allowed rate. */
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

  /** Bytes received over the line so far. */
  get bytesRead(): number {
    return this.#socket.bytesRead
  }

  /** Returns true if a stream must wait before it may write. `isLight` is true for a stream with few bytes on the way; it has to wait less often. */
  isBusy(isLight: boolean): boolean {
    if (isLight) return this.#socket.writableLength >= fullBytes
    return this.#socket.writableLength >= busyBytes || this.#onWayBytes >= this.#pace.limitBytes || this.#isAhead()
  }

  /** Sets the ping that measures this line's round trip. Measures now, before any queue builds up, and again while bulk is on the way. */
  measureWith(ping: Ping): void {
    this.#ping = ping
    this.#measure()
  }

  /** Counts bytes of bulk data on their way: a positive number when they are sent, a negative one when they have arrived. */
  count(bytes: number): void {
    this.#onWayBytes += bytes
    if (bytes < 0) this.#wake()
    else this.#sentUntilMs = Math.max(this.#sentUntilMs, performance.now() - mostBurstMs) + bytes / this.#pace.bytesPerMs
    if (this.#onWayBytes >= measureAboveBytes) this.#measure()
  }

  /**
   * Calls `turn` once, when the connection is no longer busy. A stream that has more to send after that calls `waitForTurn` again and waits behind the other
   * streams.
   */
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

  /**
   * Returns true if more bulk data was sent than the allowed rate permits up to now. Then it also sets a timer that wakes the waiting streams when the rate
   * permits more.
   */
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
