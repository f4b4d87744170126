import { Duplex } from 'node:stream'
import { cutStream } from '../http2/cutStream.ts'
import { Inbox, firstWindowBytes } from './inbox.ts'
import { Outbox } from './outbox.ts'
import { type Carrier, FrameSender } from './frameSender.ts'
import { endGently, leaveCarrier, readCarrier } from './readCarrier.ts'
import type { WindowBudget } from './windowBudget.ts'

/**
 * Limits of a stream that outlives its connection. `graceMs` is how long it may exist without a carrier (an HTTP/2 stream that transports it).
 * `mostWindowBytes` is the most unread bytes at each end.
 */
export type ResumableLimits = { graceMs: number; mostWindowBytes: number }

const bufferBytes = 64 * 1024
/**
 * A byte stream in both directions between gateway and node that outlives its connection. Each side holds the bytes that the other has not
 * acknowledged, so that a new carrier continues at the byte where the last one ended. Without a carrier, writers wait and readers get nothing; after
 * `graceMs` the stream is destroyed. If a carrier is cut while its connection works, the other side gave up, and the stream is destroyed at once;
 * frames that break the protocol destroy it too. Emits `detached` when it loses its carrier. ADR 11 has the format.
 */
export class ResumableStream extends Duplex {
  readonly #limits: ResumableLimits
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #sender: FrameSender
  /**
   * The carrier (HTTP/2 stream) that transported this stream before the present one. This side cuts it only after the other side has left it too. Otherwise the
   * other side would take the cut for the end of the whole stream.
   */
  #former: Duplex | null = null
  #grace: NodeJS.Timeout | null = null
  #written: (() => void) | null = null
  #finished: (() => void) | null = null
  #wantsBytes = false
  #wasAttached = false

  constructor({ budget, limits }: { budget: WindowBudget; limits: ResumableLimits }) {
    super({ readableHighWaterMark: bufferBytes, writableHighWaterMark: bufferBytes, allowHalfOpen: true })
    this.#limits = limits
    this.#inbox = new Inbox({ budget, mostWindowBytes: limits.mostWindowBytes })
    this.#outbox = new Outbox({ firstLimit: firstWindowBytes, mostUnackedBytes: limits.mostWindowBytes })
    this.#sender = new FrameSender({ inbox: this.#inbox, outbox: this.#outbox, onTurn: () => this.#pump() })
  }

  /** Bytes received from the other side so far. The other side needs this number to continue. */
  get received(): number {
    return this.#inbox.received
  }

  /** Returns true while a connection carries the stream. */
  get isAttached(): boolean {
    return this.#sender.carrier !== null
  }

  /** Returns true if a connection has ever carried the stream. */
  get wasAttached(): boolean {
    return this.#wasAttached
  }

  /** Number of bytes that this side stores because the other side has not acknowledged them, whether they were sent or not. */
  get keptBytes(): number {
    return this.#outbox.keptBytes
  }

  /**
   * Continues over another carrier with the first byte that the other side has not received. If the other side claims to have bytes that were never sent,
   * destroys the stream and returns false.
   */
  attach(carrier: Carrier, peerReceived: number): boolean {
    this.#release()
    this.#cutFormer()
    if (this.destroyed) {
      cutStream(carrier.stream)
      return false
    }
    if (!this.#outbox.resume(peerReceived)) {
      cutStream(carrier.stream)
      this.destroy(new Error('the other side of the tunnel claims bytes that were never sent'))
      return false
    }
    if (this.#grace !== null) clearTimeout(this.#grace)
    this.#grace = null
    this.#sender.begin(carrier)
    this.#wasAttached = true
    this.#listen(carrier)
    this.#sender.sendAck()
    this.#pump()
    return true
  }

  /** Drops the carrier, as when the connection is lost, and waits for another. Ignores all bytes that still come over the old carrier. */
  detach(): void {
    if (!this.#release()) return
    this.#grace = setTimeout(() => this.destroy(new Error('the connection did not come back in time')), this.#limits.graceMs)
    this.#grace.unref()
    this.emit('detached')
  }

  override _read(): void {
    this.#wantsBytes = true
    this.#deliver()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#outbox.add(chunk)
    this.#written = done
    this.#pump()
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#outbox.end()
    // `done` is called later, when the other side has acknowledged all written bytes, because only then are they safe.
    this.#finished = done
    this.#pump()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const isClean = this.#isDone
    const carrier = this.#sender.stop()?.stream
    if (this.#grace !== null) clearTimeout(this.#grace)
    this.#inbox.close()
    this.#cutFormer()
    if (carrier !== undefined) {
      leaveCarrier(carrier)
      if (isClean) endGently(carrier)
      else cutStream(carrier)
    }
    done(error)
  }

  /** Returns true once each side has received all bytes and the end of the stream from the other side. */
  get #isDone(): boolean {
    return this.#outbox.isEndAcked && this.#inbox.isEnded
  }

  #listen(carrier: Carrier): void {
    readCarrier(carrier.stream, {
      isCurrent: () => this.#sender.carrier === carrier,
      frames: {
        data: (bytes) => this.#inbox.add(bytes),
        ack: (ack) => {
          const isTrue = this.#outbox.ack(ack)
          this.#sender.count()
          return isTrue
        },
        end: () => this.#inbox.end(),
      },
      onRead: () => {
        this.#deliver()
        this.#pump()
      },
      onDrain: () => this.#pump(),
      onBroken: () => void this.destroy(new Error('the other side of the tunnel broke the protocol')),
      onGone: () => {
        if (carrier.isLost()) this.detach()
        else if (!this.#isDone) this.destroy(new Error('the other side of the tunnel closed the stream'))
      },
    })
  }

  /** Gives received bytes to the reader as long as it wants some, and sends an acknowledgement if one is due. */
  #deliver(): void {
    while (this.#wantsBytes && !this.destroyed) {
      const next = this.#inbox.take()
      if (next === null) break
      this.#wantsBytes = false
      if (next === 'end') {
        this.push(null)
        break
      }
      if (this.push(next)) this.#wantsBytes = true
    }
    if (this.#inbox.isAckDue) this.#sender.sendAck()
  }

  /** Sends the bytes that may be sent, and lets the writer continue when all of them are sent. */
  #pump(): void {
    this.#sender.send()
    if (this.#outbox.isAllSent) this.#settle('written')
    if (this.#outbox.isEndAcked) this.#settle('finished')
  }

  #release(): boolean {
    const carrier = this.#sender.stop()
    if (carrier === null) return false
    this.#former = carrier.stream
    leaveCarrier(carrier.stream)
    return true
  }

  #cutFormer(): void {
    if (this.#former !== null) cutStream(this.#former)
    this.#former = null
  }

  #settle(which: 'written' | 'finished'): void {
    const done = which === 'written' ? this.#written : this.#finished
    if (which === 'written') this.#written = null
    else this.#finished = null
    done?.()
  }
}
