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
import { takesWork } from './takesWork.ts'

/** What a transaction is for; its nonce, bytes and hash come from sending it. */
export type Purpose = Pick<NewTransaction, 'purpose' | 'action' | 'matchId' | 'relayId' | 'leaseId'>

/** An estimate is of this second: a second later there is pay, and words that were empty (22,100 gas each) are written. */
const FRESH_WORDS_GAS = 120_000n
const POOL_REST_MS = 5_000
/** A key without gas looks again when its balance is read again. */
const GAS_REST_MS = 3_600_000

/**
 * Signs a call with the next nonce, stores the transaction, and only then hands it to the chain. When handing it over fails
 * it stays stored and `checkTransactions` tries again, so whatever crashes at most one transaction of this nonce lands. Returns false,
 * with nothing stored, when the key must rest instead or the match is another key's by now.
 */
export async function sendCall(sender: Sender, { call, gas, ...purpose }: Purpose & { call: ContractCall; gas: bigint }): Promise<boolean> {
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
  const id = await sender.db.transaction((tx) => store(tx, { ...purpose, ...bytes, sender: sender.address, nonce: BigInt(nonce) }))
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

/** Null when another transaction of the match was stored, or its end was told, since we looked. */
async function store(tx: Queryable, row: NewTransaction): Promise<bigint | null> {
  const { matchId } = row
  if (matchId !== null) {
    await lockMatch(tx, { matchId })
    if ((await listUnsentSettlements(tx, { limit: 1, only: [matchId] })).length === 0) return null
  }
  return insertTransaction(tx, row)
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

/** What is not promised to open transactions must cover the cost: nodes refuse the whole queue of a key that could not pay for it. */
function canPay(sender: Sender, cost: bigint): boolean {
  const { gas, logger, address } = sender
  if (gas.balance - gas.reserved >= cost) return true
  logger.error({ sender: address, balance: gas.balance, reserved: gas.reserved, cost }, 'the key cannot pay for gas and rests')
  sender.rest = { reason: 'gas', untilMs: sender.nowMs() + GAS_REST_MS }
  return false
}

/**
 * Stored transactions decide; the chain's count only counts when the key was used before we had a database. Null when the node's pool
 * holds nonces that are not in our tables (a database restored from a backup, or somebody else with our key): what they do is unknown
 * until they land, so the key waits for that.
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
