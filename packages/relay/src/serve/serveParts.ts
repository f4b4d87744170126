import type { Hex32 } from '@infinitio/domain'
import type { ServerResponse } from 'node:http'
import type { InferenceRequest, ServiceTerms } from '@infinitio/services'
import type { Upstream } from '../wire/openUpstream.ts'
import type { ChannelBook, TakenVoucher } from './channelBook.ts'

/** The limits of a service. Times in milliseconds. */
export type ServeLimits = {
  /** The most requests that run at once, of all channels. */
  readonly mostRunning: number
  /** A stream waits for a higher ceiling for this long, then ends with `length`. */
  readonly raiseWithinMs: number
  /** A stream whose model server sends nothing for this long has failed. */
  readonly silentMs: number
  /** Any other answer must be whole within this time. */
  readonly wholeMs: number
}

/** The limits unless a service chooses others. */
export const usualLimits: ServeLimits = { mostRunning: 256, raiseWithinMs: 10_000, silentMs: 120_000, wholeMs: 600_000 }

/** The parts that each request of a service uses. */
export type ServeParts = {
  readonly book: ChannelBook
  readonly terms: ServiceTerms
  readonly termsHash: Hex32
  readonly upstream: Upstream
  readonly upstreamHeaders: Readonly<Record<string, string>>
  readonly limits: ServeLimits
  readonly nowMs: () => number
  /** False if the chain was not read for so long that an exit may have ended. */
  readonly isChainRead: () => boolean
}

/** A paid request that the service accepted, with its client. */
export type AcceptedRequest = TakenVoucher & {
  readonly request: InferenceRequest
  readonly response: ServerResponse
  readonly startedMs: number
  readonly abort: AbortController
}
