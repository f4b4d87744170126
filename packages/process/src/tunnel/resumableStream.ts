import { Duplex } from 'node:stream'
import { cutStream } from '../http2/cutStream.ts'
import { Inbox, firstWindowBytes } from './inbox.ts'
import { Outbox } from './outbox.ts'
import { ackFrame, dataHead, endFrame, FrameReader, mostFrameBytes } from './tunnelFrames.ts'
import type { TunnelLine } from './tunnelLine.ts'
import type { WindowBudget } from './windowBudget.ts'

/**
 * What carries a stream for a while: one stream of a connection. `isLost` says, once it has closed, whether the whole connection went;
 * `line` is that connection, which all its streams share.
 */
export type Carrier = { stream: Duplex; isLost: () => boolean; line: Pick<TunnelLine, 'isBusy' | 'waitForTurn' | 'count'> }

/** How long a stream lives without a carrier, and how much it may hold at each end. */
export type ResumableLimits = { graceMs: number; mostWindowBytes: number }

const bufferBytes = 64 * 1024
/** A stream with less than this on its way is no bulk: it goes before those that fill the line. */
const lightBytes = 32 * 1024
/** What a stream has on its way above this is bulk; below, the other side may wait with its acknowledgement. */
export const bulkAboveBytes = 64 * 1024
/** After both ends are done the other side ends the carrier as well; one that does not is cut. */
const lingerMs = 5_000

/**
 * Bytes both ways between gateway and node that outlive the connection they go over. Each side keeps what the other has not acknowledged,
 * so that a new carrier goes on at the very byte where the last broke off. While there is none, writers wait and readers see nothing; after
 * `graceMs` it is destroyed. A carrier that is cut while its connection lives means the other side gave up, and destroys at once; so do
 * frames that break the protocol. Emits `detached` when it begins to wait. ADR 45 has the format.
 */
export class ResumableStream extends Duplex {
  readonly #limits: ResumableLimits
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  #carrier: Carrier | null = null
  /** The last carrier, which is cut when the other side has left it too; sooner it would take that for the end of the stream. */
  #former: Duplex | null = null
  #grace: NodeJS.Timeout | null = null
  #written: (() => void) | null = null
  #finished: (() => void) | null = null
  #wantsBytes = false
  #ackWaits = false
  #wasAttached = false
  #waitsForTurn = false
  #countedBytes = 0

  constructor({ budget, limits }: { budget: WindowBudget; limits: ResumableLimits }) {
    super({ readableHighWaterMark: bufferBytes, writableHighWaterMark: bufferBytes, allowHalfOpen: true })
    this.#limits = limits
    this.#inbox = new Inbox({ budget, mostWindowBytes: limits.mostWindowBytes })
    this.#outbox = new Outbox({ firstLimit: firstWindowBytes, mostUnackedBytes: limits.mostWindowBytes })
  }

  /** How far the other side has been received: what it must know to go on. */
  get received(): number {
    return this.#inbox.received
  }

  /** Whether a connection carries it now. */
  get isAttached(): boolean {
    return this.#carrier !== null
  }

  /** Whether a connection has carried it yet. */
  get wasAttached(): boolean {
    return this.#wasAttached
  }

  /** Bytes this side keeps for the other, and what it sent of them. */
  get keptBytes(): number {
    return this.#outbox.keptBytes
  }

  /** Goes on over another carrier, from what the other side says it has. False, and destroyed, when it claims what was never sent. */
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
    this.#carrier = carrier
    this.#wasAttached = true
    this.#listen(carrier)
    this.#sendAck()
    this.#pump()
    return true
  }

  /** Lets go of its carrier, as when the connection is lost, and waits for another. Nothing that still comes over the old one counts. */
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
    // What was written is safe only when the other side has it all.
    this.#finished = done
    this.#pump()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const isClean = this.#outbox.isEndAcked && this.#inbox.isEnded
    const line = this.#carrier?.line
    const carrier = this.#carrier?.stream
    this.#carrier = null
    if (line !== undefined) this.#uncount(line)
    if (this.#grace !== null) clearTimeout(this.#grace)
    this.#inbox.close()
    this.#cutFormer()
    if (carrier !== undefined) {
      carrier.removeAllListeners('data').resume()
      if (isClean) endGently(carrier)
      else cutStream(carrier)
    }
    done(error)
  }

  #listen(carrier: Carrier): void {
    const { stream, isLost } = carrier
    const isCurrent = (): boolean => this.#carrier === carrier
    const reader = new FrameReader({
      data: (bytes) => this.#inbox.add(bytes),
      ack: (ack) => {
        const isTrue = this.#outbox.ack(ack)
        this.#count()
        return isTrue
      },
      end: () => this.#inbox.end(),
    })
    stream.on('error', () => {})
    stream.on('data', (bytes: Buffer) => {
      if (!isCurrent()) return
      if (!reader.push(bytes)) return void this.destroy(new Error('the other side of the tunnel broke the protocol'))
      this.#deliver()
      this.#pump()
    })
    stream.on('drain', () => isCurrent() && this.#pump())
    const gone = (): void => {
      if (!isCurrent()) return
      if (isLost()) this.detach()
      else if (!(this.#inbox.isEnded && this.#outbox.isEndAcked)) this.destroy(new Error('the other side of the tunnel closed the stream'))
    }
    stream.once('close', gone)
    // A lost connection ends its streams before it says that it is lost.
    stream.once('end', () => setImmediate(gone))
    if (stream.destroyed) setImmediate(gone)
  }

  /** Hands to the reader what is here and wanted, and tells the other side when it should hear of it. */
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
    if (this.#inbox.isAckDue) this.#sendAck()
  }

  /** Sends what may be sent. */
  #pump(): void {
    const stream = this.#carrier?.stream
    if (stream !== undefined) {
      if (this.#ackWaits) this.#sendAck()
      let hasSent = false
      while (this.#mayWrite()) {
        const next = this.#outbox.next(mostFrameBytes)
        if (next === null) break
        hasSent = true
        stream.cork()
        if (next !== 'end') stream.write(dataHead(next.length))
        stream.write(next === 'end' ? endFrame : next)
        stream.uncork()
        this.#count()
      }
      if (hasSent && this.#inbox.hasUnacked) this.#sendAck()
    }
    if (this.#outbox.isAllSent) this.#settle('written')
    if (this.#outbox.isEndAcked) this.#settle('finished')
  }

  /** Tells the line how much bulk of this stream is on its way. */
  #count(): void {
    if (this.#carrier === null) return
    const bulkBytes = Math.max(0, this.#outbox.unackedBytes - bulkAboveBytes)
    const change = bulkBytes - this.#countedBytes
    this.#countedBytes = bulkBytes
    if (change !== 0) this.#carrier.line.count(change)
  }

  #uncount(line: Carrier['line']): void {
    const counted = this.#countedBytes
    this.#countedBytes = 0
    if (counted > 0) line.count(-counted)
  }

  #mayWrite(): boolean {
    if (this.#carrier === null) return false
    const { stream, line } = this.#carrier
    if (stream.writableNeedDrain || stream.writableEnded) return false
    if (!line.isBusy(this.#outbox.unackedBytes < lightBytes)) return true
    if (!this.#waitsForTurn && this.#outbox.hasMore) {
      this.#waitsForTurn = true
      line.waitForTurn(() => {
        this.#waitsForTurn = false
        this.#pump()
      })
    }
    return false
  }

  #release(): boolean {
    const carrier = this.#carrier
    if (carrier === null) return false
    this.#carrier = null
    this.#ackWaits = false
    this.#waitsForTurn = false
    this.#former = carrier.stream
    this.#uncount(carrier.line)
    carrier.stream.removeAllListeners('data').resume()
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

  #sendAck(): void {
    const stream = this.#carrier?.stream
    if (stream === undefined || stream.writableEnded || stream.destroyed) return
    // An answer that cannot go out now is not queued: the next says more.
    this.#ackWaits = stream.writableNeedDrain
    if (!this.#ackWaits) stream.write(ackFrame(this.#inbox.ack()))
  }
}

function endGently(carrier: Duplex): void {
  carrier.end()
  const timer = setTimeout(() => cutStream(carrier), lingerMs)
  timer.unref()
  carrier.once('close', () => clearTimeout(timer))
}
