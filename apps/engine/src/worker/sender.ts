import type { ChainAddresses } from '@infinitio/chain'
import type { Attestor, Signer } from '@infinitio/chain/node'
import type { Db, HeldLock, SenderRest } from '@infinitio/db'
import type { Address, SettleTerms } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { PublicClient } from 'viem'
import type { Fees } from './fees.ts'

/** Within which bounds a key sends. */
export interface SenderLimits {
  /** No signature pays more than this, in wei per gas. */
  maxFeePerGas: bigint
  /** A transaction that is in no block after this long, while blocks are mined, is signed again with higher fees. */
  stuckAfterMs: number
  /** Above this number of transactions that wait for a block, the key takes no new work. */
  maxInFlight: number
  /** An alarm goes off when the balance pays for fewer transactions than this. */
  lowGasTransactions: bigint
  /** The key is on its way out: it looks after what it sent and takes no new work. */
  isRetiring: boolean
  /** The key sends only what running leases need (`leaseLane`), so that nothing else uses up its gas or its places in the pool. */
  isLeaseLane: boolean
  /** For which relay fee it settles which piece. */
  settleTerms: SettleTerms
}

/** One of our keys, as its only sender uses it. */
export interface Sender {
  db: Db
  client: PublicClient
  logger: Logger
  addresses: ChainAddresses
  signer: Signer
  address: Address
  chainId: number
  /** Takes work, so that no other key does the same. */
  claims: Pick<HeldLock, 'tryClaim' | 'releaseClaims'>
  limits: SenderLimits
  /** Signs the losses of leases; null when this operator signs none. */
  attestor: Attestor | null
  nowMs: () => number
  /** The next nonce to sign; null = ask the database and the chain first. */
  nextNonce: number | null
  /** What the chain advised last. */
  advice: { fees: Fees; baseFeePerGas: bigint; readAtMs: number } | null
  gas: SenderGas
  /** Why no new work is taken, and until when; null while it is. A retiring key never does (`limits`). */
  rest: { reason: SenderRest; untilMs: number } | null
  /** Its transactions that wait for a block, as last looked and sent since. */
  inFlight: number
  /** Signed nonces that the node does not have, as last looked. */
  nonceGap: number
  nonceLookAtMs: number
  /** When each open transaction was last handed to the chain, by id. */
  lastBroadcastAtMs: Map<bigint, number>
  /** Since when, and since which block, the newest bytes of an open transaction wait, by id. */
  waits: Map<bigint, { hash: string; sinceMs: number; sinceBlock: bigint }>
  /** When work that the chain refused for now may be tried again, by name. */
  retryAtMs: Map<string, number>
  /** How often each relay was reverted on chain although a trial of it passed. */
  relayReverts: Map<string, number>
}

/** What a key can pay for; in wei but for `typical`. */
export interface SenderGas {
  balance: bigint
  readAtMs: number
  /** What its open transactions may cost at most. */
  reserved: bigint
  /** Gas limit of a typical transaction of this key, moving slowly with what it sends. */
  typical: bigint
  isLow: boolean
  saidLowAtMs: number
}
