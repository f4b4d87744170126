import type { Duplex } from 'node:stream'
import { cutStream } from '../http2/cutStream.ts'
import { type FrameHandler, FrameReader } from './tunnelFrames.ts'

/**
 * After both ends of a resumable stream are done, the other side ends the carrier (the connection's stream) too. A carrier that remains open for this long, in
 * ms, is cut.
 */
const lingerMs = 5_000

/** The handlers of a carrier, the connection's stream that carries a resumable stream. They are no longer called once `isCurrent` returns false. */
export type CarrierReader = {
  isCurrent(): boolean
  frames: FrameHandler
  /** Called after bytes arrived and their frames were handled. */
  onRead(): void
  /** Called when the carrier accepts bytes again. */
  onDrain(): void
  /** Called when the frames broke the protocol. */
  onBroken(): void
  /** Called when the carrier has ended, with or without its connection. */
  onGone(): void
}

/** Reads the frames from a carrier (the connection's stream that carries a resumable stream) and reports its end. */
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
  // A lost connection ends its streams before it reports the loss.
  carrier.once('end', () => setImmediate(gone))
  if (carrier.destroyed) setImmediate(gone)
}

/** Stops reading a carrier (the connection's stream). Drops its later bytes, so that it can end. */
export function leaveCarrier(carrier: Duplex): void {
  carrier.removeAllListeners('data').resume()
}

/** Ends a carrier (the connection's stream) after the resumable stream on it is complete at both ends. */
export function endGently(carrier: Duplex): void {
  carrier.end()
  const timer = setTimeout(() => cutStream(carrier), lingerMs)
  timer.unref()
  carrier.once('close', () => clearTimeout(timer))
}
