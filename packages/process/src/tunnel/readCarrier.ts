import type { Duplex } from 'node:stream'
import { cutStream } from '../http2/cutStream.ts'
import { type FrameHandler, FrameReader } from './tunnelFrames.ts'

/** After both ends are done the other side ends the carrier as well; one that does not is cut. */
const lingerMs = 5_000

/** Who reads a carrier: nothing is told once `isCurrent` is false. */
export type CarrierReader = {
  isCurrent(): boolean
  frames: FrameHandler
  /** Bytes came, and their frames were handled. */
  onRead(): void
  /** The carrier takes bytes again. */
  onDrain(): void
  /** The frames broke the protocol. */
  onBroken(): void
  /** The carrier is over, by itself or with its whole connection. */
  onGone(): void
}

/** Reads the frames that come over a carrier and tells when it is over. */
export function readCarrier(carrier: Duplex, { isCurrent, frames, onRead, onDrain, onBroken, onGone }: CarrierReader): void {
  const reader = new FrameReader(frames)
  carrier.on('error', () => {})
  carrier.on('data', (bytes: Buffer) => {
    if (!isCurrent()) return
    if (reader.push(bytes)) onRead()
    else onBroken()
  })
  carrier.on('drain', () => isCurrent() && onDrain())
  const gone = (): void => {
    if (isCurrent()) onGone()
  }
  carrier.once('close', gone)
  // A lost connection ends its streams before it says that it is lost.
  carrier.once('end', () => setImmediate(gone))
  if (carrier.destroyed) setImmediate(gone)
}

/** Reads no more of a carrier; what still comes is thrown away, so that it can end. */
export function leaveCarrier(carrier: Duplex): void {
  carrier.removeAllListeners('data').resume()
}

/** Ends a carrier whose stream is done at both ends. */
export function endGently(carrier: Duplex): void {
  carrier.end()
  const timer = setTimeout(() => cutStream(carrier), lingerMs)
  timer.unref()
  carrier.once('close', () => clearTimeout(timer))
}
