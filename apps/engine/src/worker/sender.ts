import type { ChainAddresses } from '@infinitio/chain'
import type { Db } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { Hex, PublicClient } from 'viem'

/** One of our keys, as its only sender uses it. */
export interface Sender {
  db: Db
  client: PublicClient
  logger: Logger
  addresses: ChainAddresses
  address: Address
  privateKey: Hex
  nowMs: () => number
  /** The next nonce to sign; null = ask the database and the chain first. */
  nextNonce: number | null
  fees: { chainId: number; maxFeePerGas: bigint; maxPriorityFeePerGas: bigint; readAtMs: number } | null
  /** When each open transaction was last handed to the chain, by id. */
  lastBroadcastAtMs: Map<bigint, number>
  /** When work that the chain refused for now may be tried again, by name. */
  retryAtMs: Map<string, number>
  /** How often each relay was reverted on chain although a trial of it passed. */
  relayReverts: Map<string, number>
}
