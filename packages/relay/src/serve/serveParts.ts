import type { Address, Hex32 } from '@infinitio/domain'
import type { ServerResponse } from 'node:http'
import type { AnswerSealer, InferenceRequest, ServiceTerms, TokenUnits } from '@infinitio/services'
import type { OpenDenyList } from '../deny/openDenyList.ts'
import type { GRates } from '../ledger/gRates.ts'
import type { FetchImages } from './fetchImages.ts'
import type { ModelMachines } from './modelMachines.ts'
import type { TakenVoucher } from './bookParts.ts'
import type { ChannelBook } from './channelBook.ts'
import type { PrefixMemory } from './prefixMemory.ts'
import type { ReleaseParts } from './releaseChannel.ts'

/** The limits of a service. Times in milliseconds. */
export type ServeLimits = {
  /** Maximum number of requests that run at once, of all payment channels together. */
  readonly mostRunning: number
  /**
   * Milliseconds that a stream waits for the client to promise more money (a voucher with a higher ceiling). After that, the stream ends early, with the finish
   * reason `length`.
   */
  readonly raiseWithinMs: number
  /** Milliseconds after which a stream fails if the model server sends nothing. */
  readonly silentMs: number
  /** Milliseconds in which an answer that is not a stream must be complete. */
  readonly wholeMs: number
  /** Milliseconds that a request waits for a machine, if the service rents machines and none has a free slot. */
  readonly machineWithinMs: number
}

/** The default limits of a service. */
export const usualLimits: ServeLimits = { mostRunning: 256, raiseWithinMs: 10_000, silentMs: 120_000, wholeMs: 600_000, machineWithinMs: 60_000 }

/** The objects that all requests to a service share. */
export type ServeParts = {
  readonly book: ChannelBook
  readonly terms: ServiceTerms
  readonly termsHash: Hex32
  readonly rates: GRates
  readonly machines: ModelMachines
  readonly limits: ServeLimits
  /** Loads the images that prompts name by their URLs. Null for a service that refuses such prompts. */
  readonly fetchImages: FetchImages | null
  /** The payers and countries that the operator does not serve, or null. */
  readonly deny: OpenDenyList | null
  readonly nowMs: () => number
  /** The account that gets the money of this service. */
  readonly payTo: Address
  /** Signs the service's last claim on a channel that the payer or the channel's key wants to close. */
  readonly release: ReleaseParts
  /** The X25519 key that decrypts prompts, or null for a service that accepts only plain prompts. */
  readonly boxSecret: Hex32 | null
  /** The beginnings of prompts that count as cached. Null for a service whose terms have no such rule. */
  readonly prefixes: PrefixMemory | null
  /** Returns false if the service last read the chain so long ago that a client may have withdrawn its deposit without the service's notice. */
  readonly isChainRead: () => boolean
}

/** A paid request that the service accepted, with the connection to its client. */
export type AcceptedRequest = TakenVoucher & {
  /** The terms with their prices in the asset of the channel, at the rate that the voucher names. */
  readonly prices: ServiceTerms
  /** The fields of the request. For an encrypted request, these are the fields of its decrypted body. */
  readonly request: InferenceRequest
  /** The path of the request, such as `/v1/chat/completions`. */
  readonly path: string
  /** Encrypts the answer to an encrypted request. Null for a plain request. */
  readonly sealer: AnswerSealer | null
  readonly response: ServerResponse
  readonly startedMs: number
  readonly abort: AbortController
  /** The start price of the terms if this request pays for the start of a machine, otherwise 0. It can change until the request has a machine. */
  readonly startPrice: () => bigint
  /** Reports the cost of the request to the machines, which end if requests do not pay for them, and the tokens of a paid prompt to the rule about caches. */
  readonly notePaid: (cost: bigint, units: TokenUnits) => void
}
