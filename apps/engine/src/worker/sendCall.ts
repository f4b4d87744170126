import type { ContractCall } from '@infinitio/chain'
import { broadcastTransaction, readNonce } from '@infinitio/chain/node'
import {
  insertTransaction,
  listUnsentSettlements,
  lockMatch,
  type NewTransaction,
  type Queryable,
  readNextNonce,
  updateTransaction,
} from '@infinitio/db'
import { isAway } from '../loop/isAway.ts'
import { adviseFees } from './adviseFees.ts'
import { countOutcome } from './countOutcome.ts'
import { firstFees } from './fees.ts'
import type { Sender } from './sender.ts'
import { signFor } from './signFor.ts'
import { takesWork } from './takeMarketWork.ts'

/** The purpose of a transaction. `sendCall` adds the nonce, the bytes and the hash. */
export type Purpose = Pick<NewTransaction, 'purpose' | 'action' | 'matchId' | 'relayId' | 'leaseId'>

/** Calls `insert`, which stores a transaction, and stores other rows with it. Returns null if the transaction must not be sent; then nothing is stored. */
export type StoreTransaction = (tx: Queryable, insert: () => Promise<bigint>) => Promise<bigint | null>

/**
 * Gas that is added to each estimate. An estimate is valid only for the current second. One second later, more pay may have vested, which the call then also
 * pays out. Each write to an empty storage word costs 22,100 gas.
 */
const FRESH_WORDS_GAS = 120_000n
const POOL_REST_MS = 5_000
/** Milliseconds for which a key takes no work if its balance is too low for gas. A top-up of the balance ends the pause earlier. */
const GAS_REST_MS = 3_600_000

/**
 * Signs a call with the next nonce, stores the transaction, and only then sends it to the chain. If sending fails, the transaction stays stored and
 * `checkTransactions` sends it again. So at most one transaction per nonce is mined, even after a crash. Returns false, and stores nothing, if the key must
 * pause, another key took the match, or `store` returns null.
 */
export async function sendCall(
  sender: Sender,
  { call, gas, store, ...purpose }: Purpose & { call: ContractCall; gas: bigint; store?: StoreTransaction },
): Promise<boolean> {
  const { chainId, logger } = sender
  const { fees: advised } = await adviseFees(sender)
  const fees = firstFees({ advised, cap: sender.limits.maxFeePerGas })
  const limit = (gas * 13n) / 10n + FRESH_WORDS_GAS
  const cost = limit * fees.maxFeePerGas
  if (!takesWork(sender) || !canPay(sender, cost)) return false
  const nonce = await nextNonce(sender)
  if (nonce === null) return false
  const signed = await signFor(sender, { chainId, nonce, call, gas: limit, ...fees })
  if (signed === null) return false
  const bytes = { raw: [signed.raw], hashes: [signed.hash], state: 'stored' as const, code: null }
  sender.nextNonce = null
  const row = { ...purpose, ...bytes, sender: sender.address, nonce: BigInt(nonce) }
  const id = await storeAll(sender.db, row, store ?? ((tx, insert) => storeMatch(tx, insert, purpose)))
  if (id === null) return false
  sender.nextNonce = nonce + 1
  sender.inFlight += 1
  sender.gas.reserved += cost
  sender.gas.typical = (sender.gas.typical * 7n + limit) / 8n
  countOutcome(purpose.purpose, 'sent')
  logger.info({ transaction: id, hash: signed.hash, nonce, ...purpose }, 'transaction stored')
  await broadcastFirst(sender, { id, raw: signed.raw })
  return true
}

/** Stores a transaction together with the rows that `store` writes, all or nothing. Returns null, and stores nothing, if `store` returns null. */
async function storeAll(db: Sender['db'], row: NewTransaction, store: StoreTransaction): Promise<bigint | null> {
  const refused = new Error('the transaction must not be sent')
  try {
    return await db.transaction(async (tx) => {
      const id = await store(tx, () => insertTransaction(tx, row))
      if (id === null) throw refused
      return id
    })
  } catch (error) {
    if (error === refused) return null
    throw error
  }
}

/**
 * Stores the transaction of a match. Returns null, and stores nothing, if the match was abandoned or got another transaction after the worker listed it as
 * work. Also stores a transaction that belongs to no match.
 */
async function storeMatch(tx: Queryable, insert: () => Promise<bigint>, { matchId }: Pick<Purpose, 'matchId'>): Promise<bigint | null> {
  if (matchId !== null) {
    await lockMatch(tx, { matchId })
    if ((await listUnsentSettlements(tx, { limit: 1, only: [matchId] })).length === 0) return null
  }
  return insert()
}

async function broadcastFirst(sender: Sender, { id, raw }: { id: bigint; raw: `0x${string}` }): Promise<void> {
  const { db, client, logger } = sender
  try {
    const outcome = await broadcastTransaction(client, raw)
    sender.lastBroadcastAtMs.set(id, sender.nowMs())
    if (outcome !== 'sent') return logger.warn({ transaction: id, outcome }, 'the chain did not take the transaction yet')
  } catch (error) {
    if (!isAway(error)) throw error
    return logger.warn({ transaction: id, err: error }, 'the transaction could not be sent yet')
  }
  await updateTransaction(db, { id, state: 'broadcast', code: null, minedBlock: null, minedBlockHash: null })
}

/**
 * Returns true if the key's balance, less the highest cost of its open transactions, covers this one; otherwise pauses the key. A chain node rejects all
 * waiting transactions of a key that could not pay for them.
 */
function canPay(sender: Sender, cost: bigint): boolean {
  const { gas, logger, address } = sender
  if (gas.balance - gas.reserved >= cost) return true
  logger.error({ sender: address, balance: gas.balance, reserved: gas.reserved, cost }, 'the key cannot pay for gas and rests')
  sender.rest = { reason: 'gas', untilMs: sender.nowMs() + GAS_REST_MS }
  return false
}

/**
 * Returns the next nonce, calculated from the stored transactions. The chain's count of used nonces matters only if the key was used before this database
 * existed. Returns null if the chain node's pool contains nonces that are not stored, for example after a restored backup, or if somebody else uses the key.
 * The effect of these transactions is unknown until they are mined, so the key waits.
 */
async function nextNonce(sender: Sender): Promise<number | null> {
  if (sender.nextNonce !== null) return sender.nextNonce
  const { client, address } = sender
  const [stored, mined, pooled] = await Promise.all([
    readNextNonce(sender.db, { sender: address }),
    readNonce(client, { address, at: 'latest' }),
    readNonce(client, { address, at: 'pending' }),
  ])
  const next = Math.max(Number(stored ?? 0n), mined)
  if (pooled <= next) return next
  sender.logger.error({ sender: address, next, pooled }, 'the pool holds transactions of this key that we did not store; waiting for them')
  sender.rest = { reason: 'pool', untilMs: sender.nowMs() + POOL_REST_MS }
  return null
}
