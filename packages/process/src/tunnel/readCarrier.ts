import type { Duplex } from 'node:stream'
import { cutStream } from '../http2/cutStream.ts'
import { type FrameHandler, FrameReader } from './tunnelFrames.ts'

/**
 * Milliseconds after which a carrier is cut that is still open although both ends of its resumable stream are done. A carrier is the HTTP/2 stream that
 * transports a resumable stream. Normally the other side ends it.
 */
const lingerMs = 5_000

/** The handlers for a carrier, the HTTP/2 stream that transports a resumable stream. Once `isCurrent` returns false, none of them is called. */
export type CarrierReader = {
  isCurrent(): boolean
  frames: FrameHandler
  /** Called after bytes have arrived and the frames in them were handled. */
  onRead(): void
  /** Called when the carrier accepts bytes again. */
  onDrain(): void
  /** Called when the frames broke the protocol. */
  onBroken(): void
  /** Called when the carrier has ended, with or without its connection. */
  onGone(): void
}

/** Reads the frames from a carrier (the HTTP/2 stream that transports a resumable stream), and calls the handlers for them and for the carrier's end. */
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
  // A lost connection ends its streams before it reports that it is lost. So wait one turn of the event loop before the end is reported.
  carrier.once('end', () => setImmediate(gone))
  if (carrier.destroyed) setImmediate(gone)
}

/** Stops reading a carrier (the HTTP/2 stream that transports a resumable stream). Drops its later bytes, so that it can end. */
export function leaveCarrier(carrier: Duplex): void {
  carrier.removeAllListeners('data').resume()
}

/** Ends a carrier (the HTTP/2 stream that transports a resumable stream) after the resumable stream is complete at both ends. */
export function endGently(carrier: Duplex): void {
  carrier.end()
  const timer = setTimeout(() => cutStream(carrier), lingerMs)
  timer.unref()
  carrier.once('close', () => clearTimeout(timer))
}
