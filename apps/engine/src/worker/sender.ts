import type { ChainAddresses } from '@infinitio/chain'
import type { Attestor, Signer } from '@infinitio/chain/node'
import type { Db, HeldLock, SenderRest } from '@infinitio/db'
import type { Address, SettleTerms } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { PublicClient } from 'viem'
import type { Fees } from './fees.ts'

/** Limits of a key's sending. */
export interface SenderLimits {
  /** The most that a signature pays, in wei per gas. */
  maxFeePerGas: bigint
  /** A transaction is signed again with higher fees if it is in no block after this long while blocks are mined. */
  stuckAfterMs: number
  /** Above this number of transactions that wait for a block, the key takes no new work. */
  maxInFlight: number
  /** The worker raises an alarm if the balance pays for fewer transactions than this. */
  lowGasTransactions: bigint
  /** The key is retiring: it finishes its sent transactions and takes no new work. */
  isRetiring: boolean
  /** The key sends only transactions of running leases (`leaseLane`), so that nothing else uses its gas or its slots in the pool. */
  isLeaseLane: boolean
  /** Relay fees by the value of a lease. */
  settleTerms: SettleTerms
}

/** The state of one key, used by its only sender. */
export interface Sender {
  db: Db
  client: PublicClient
  logger: Logger
  addresses: ChainAddresses
  signer: Signer
  address: Address
  chainId: number
  /** Claims work, so that no other key does the same. */
  claims: Pick<HeldLock, 'tryClaim' | 'releaseClaims'>
  limits: SenderLimits
  /** Signs the losses of leases. Null if this operator has no attestor. */
  attestor: Attestor | null
  nowMs: () => number
  /** The next nonce to sign. If null, it is read from the database and the chain first. */
  nextNonce: number | null
  /** The chain's last advice on fees. */
  advice: { fees: Fees; baseFeePerGas: bigint; readAtMs: number } | null
  gas: SenderGas
  /** Why the key takes no new work, and until when; null while it takes work. A retiring key never takes any (`limits`). */
  rest: { reason: SenderRest; untilMs: number } | null
  /** Number of transactions that wait for a block: the last count plus those sent since. */
  inFlight: number
  /** Number of signed nonces that the node does not have, by the last check. */
  nonceGap: number
  nonceLookAtMs: number
  /** When each open transaction was last sent to the chain, by id. */
  lastBroadcastAtMs: Map<bigint, number>
  /** Since which time and block the newest bytes of an open transaction wait, by id. */
  waits: Map<bigint, { hash: string; sinceMs: number; sinceBlock: bigint }>
  /** Earliest time of the next try for work that the chain refused for now, by name. */
  retryAtMs: Map<string, number>
  /** How often each relay was reverted on chain although a trial of it passed. */
  relayReverts: Map<string, number>
}

/** The gas budget of a key, in wei except `typical`. */
export interface SenderGas {
  balance: bigint
  readAtMs: number
  /** The most that its open transactions may cost. */
  reserved: bigint
  /** Moving average of the gas limit of this key's transactions. */
  typical: bigint
  isLow: boolean
  saidLowAtMs: number
}
