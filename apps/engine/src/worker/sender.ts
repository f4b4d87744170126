import type { ChainAddresses } from '@infinitio/chain'
import { type Attestor, developmentChainId, type Signer } from '@infinitio/chain/node'
import type { Db, HeldLock, SenderRest } from '@infinitio/db'
import { type Address, errorTable, type SettleTerms } from '@infinitio/domain'
import { EnvironmentError, type Logger } from '@infinitio/process'
import type { PublicClient } from 'viem'
import type { OpenedAttestor } from '../signers/openAttestor.ts'
import type { Fees } from './fees.ts'

/** The limits within which a key sends transactions. */
export interface SenderLimits {
  /** The highest fee that a signature pays, in wei per gas. */
  maxFeePerGas: bigint
  /** If a transaction is in no block after this many milliseconds, although blocks are mined, it is signed again with higher fees. */
  stuckAfterMs: number
  /** If this many transactions wait for a block, the key takes no new work. */
  maxInFlight: number
  /** The worker raises an alarm if the balance pays for fewer transactions than this. */
  lowGasTransactions: bigint
  /** True if the key is being retired: it completes its sent transactions and takes no new work. */
  isRetiring: boolean
  /**
   * True if the key sends only transactions of running leases (`leaseLane`). Then no other work uses up the key's gas or its room in the chain node's
   * transaction pool.
   */
  isLeaseLane: boolean
  /** True if the key only pays the operator's shares to providers (`sendShares`). */
  isShareLane: boolean
  /** The relay fees of the operator, which depend on the value of a lease. */
  settleTerms: SettleTerms
}

/** The state of one key that sends transactions. Exactly one sender uses each key. */
export interface Sender {
  db: Db
  client: PublicClient
  logger: Logger
  addresses: ChainAddresses
  signer: Signer
  address: Address
  chainId: number
  /** Claims pieces of work, so that no other key performs them at the same time. */
  claims: Pick<HeldLock, 'tryClaim' | 'releaseClaims'>
  limits: SenderLimits
  /** Signs statements about lost leases. Null if this operator has no attestor. */
  attestor: Attestor | null
  nowMs: () => number
  /** The nonce of the next transaction. If it is null, it must first be calculated from the database and the chain. */
  nextNonce: number | null
  /** The fees that the chain node advised last. */
  advice: { fees: Fees; baseFeePerGas: bigint; readAtMs: number } | null
  gas: SenderGas
  /**
   * The reason why the key takes no new work, and the time in ms at which the pause ends; null if the key does not pause. A retiring key never takes new work
   * (see `limits`).
   */
  rest: { reason: SenderRest; untilMs: number } | null
  /** The number of transactions that wait for a block: the number at the last count, plus those sent since. */
  inFlight: number
  /** The number of signed nonces that the chain node does not have, at the last check. */
  nonceGap: number
  nonceLookAtMs: number
  /** Maps the id of each open transaction to the time at which it was last sent to the chain. */
  lastBroadcastAtMs: Map<bigint, number>
  /**
   * Maps the id of an open transaction to its newest signed version: that version's hash, and the time (ms) and the newest block at which the sender first saw
   * that version wait.
   */
  waits: Map<bigint, { hash: string; sinceMs: number; sinceBlock: bigint }>
  /** The earliest time, in milliseconds, at which the key tries a piece of work again. The map's key is the name of the piece, or of a kind of work. */
  retryAtMs: Map<string, number>
  /** Maps a kind of work to the earliest time at which the key lists it again. It limits how often a busy key looks, and wakes no key at rest. */
  lookAtMs: Map<string, number>
  /** Maps a relay id to how often the relay reverted on the chain although a simulation of it had succeeded. */
  relayReverts: Map<string, number>
}

/** The gas budget of a key, in wei except `typical`. */
export interface SenderGas {
  balance: bigint
  readAtMs: number
  /** How much this key's open transactions may cost at most, in total: for each, the gas limit times the highest fee. */
  reserved: bigint
  /** Moving average of the gas limit of this key's transactions. */
  typical: bigint
  isLow: boolean
  saidLowAtMs: number
}

/** The settings that a key needs to send transactions. */
export interface SenderOptions extends Pick<Sender, 'db' | 'client' | 'logger' | 'nowMs'> {
  signer: Signer
  /** True if the key was made for development or is publicly known. Such a key signs only on a development chain. */
  isDevelopmentKey: boolean
  limits: SenderLimits
  attestor?: OpenedAttestor | null
  /** Reads the contract addresses. After a failure it is called again, because the chain may be unavailable at start. */
  readAddresses: () => Promise<Sender['addresses']>
}

/** The gas limit that the worker assumes as typical until the key has sent transactions. */
const FIRST_GUESS_GAS = 400_000n

/** Prepares a key for sending. Throws EnvironmentError, before any signature, for a development key on another chain. */
export async function openSender(options: SenderOptions, claims: Pick<HeldLock, 'tryClaim' | 'releaseClaims'>): Promise<Sender> {
  const { db, client, logger, nowMs, signer, limits } = options
  const chainId = await client.getChainId()
  if (options.isDevelopmentKey && chainId !== developmentChainId)
    throw new EnvironmentError(`chain.development_key: ${errorTable['chain.development_key'].sentence} (sender ${signer.address}, chain ${chainId})`)
  if (options.attestor?.isDevelopmentKey === true && chainId !== developmentChainId)
    throw new EnvironmentError(
      `chain.development_key: ${errorTable['chain.development_key'].sentence} (attestor ${options.attestor.attestor.address}, chain ${chainId})`,
    )
  const addresses = await options.readAddresses()
  const balance = await client.getBalance({ address: signer.address })
  return {
    ...{
      db,
      client,
      logger,
      nowMs,
      signer,
      limits,
      claims,
      chainId,
      addresses,
      address: signer.address,
      attestor: options.attestor?.attestor ?? null,
    },
    ...{ nextNonce: null, advice: null, rest: null, inFlight: 0, nonceGap: 0, nonceLookAtMs: 0 },
    gas: { balance, readAtMs: 0, reserved: 0n, typical: FIRST_GUESS_GAS, isLow: false, saidLowAtMs: 0 },
    ...{ lastBroadcastAtMs: new Map(), waits: new Map(), retryAtMs: new Map(), lookAtMs: new Map(), relayReverts: new Map() },
  }
}
