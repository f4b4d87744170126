import { type ChainReceipt, readBlock, readNonce, readReceipt } from '@infinitio/chain/node'
import { noteSkippedPoolCalls, reopenRelay, type TransactionRow, updateTransaction } from '@infinitio/db'
import { type ErrorCode, txHash } from '@infinitio/domain'
import { type Hex, parseTransaction } from 'viem'
import { countOutcome } from './countOutcome.ts'
import type { Sender } from './sender.ts'
import { simulate } from './simulate.ts'

/** A relay (a signed message) is abandoned if the chain rejected its transaction this many times although a simulation of it succeeded. */
const MAX_RELAY_REVERTS = 3

type Landed = ChainReceipt & { raw: string | undefined }

/**
 * Stores the outcome of a transaction whose nonce is used on the chain. Either a block contains one of its signed versions, or another transaction used the
 * nonce. Returns false if the chain shows neither of the two, because the chain node is behind or dropped the block during the check.
 */
export async function noteFate(sender: Sender, row: TransactionRow): Promise<boolean> {
  const landed = await findLanded(sender, row)
  if (landed !== null) {
    await noteMined(sender, row, landed)
    return true
  }
  return noteLost(sender, row)
}

async function findLanded({ client }: Sender, { hashes, raw }: TransactionRow): Promise<Landed | null> {
  for (let at = hashes.length - 1; at >= 0; at -= 1) {
    const receipt = await readReceipt(client, txHash(hashes[at] ?? ''))
    if (receipt !== null) return { ...receipt, raw: raw[at] }
  }
  return null
}

async function noteMined(sender: Sender, row: TransactionRow, landed: Landed): Promise<void> {
  const isFate = row.state === 'mined' || row.state === 'failed' || (row.state === 'dropped' && doesNothing(landed.raw))
  if (isFate && row.minedBlockHash === landed.blockHash) return
  const { state, code } = await fateOf(sender, row, landed)
  await sender.db.transaction(async (tx) => {
    if (row.action === 'poolCalls') await noteSkippedPoolCalls(tx, { transactionId: row.id, skipped: landed.skippedCalls })
    await updateTransaction(tx, { id: row.id, state, code, minedBlock: landed.blockNumber, minedBlockHash: landed.blockHash })
  })
  if (state !== 'dropped') countOutcome(row.purpose, state === 'mined' ? 'landed' : 'reverted')
  sender.logger.info({ transaction: row.id, action: row.action, state, code, block: landed.blockNumber }, 'transaction in a block')
  const relayId = relayOf(row)
  if (relayId !== null && isWorthAnotherTry(sender, { relayId, code })) await reopen(sender, { transactionId: row.id, relayId })
}

async function reopen({ db }: Sender, relay: { transactionId: bigint; relayId: string }): Promise<void> {
  await db.transaction((tx) => reopenRelay(tx, relay))
  countOutcome('relay', 'reopened')
}

/**
 * Returns the id of the relay to which a transaction belongs, or null if it belongs to no relay. If the relay was reopened and sent in a later transaction, the
 * earlier transaction still belongs to the relay, because it may still be mined.
 */
function relayOf({ relayId, reopenedRelayId }: TransactionRow): string | null {
  return relayId ?? reopenedRelayId
}

type Fate = { state: 'mined' | 'failed' | 'dropped'; code: ErrorCode | null }

/**
 * Returns the result for a match or relay after one of its transactions was mined. If an empty transaction was mined for a match, the match did not settle. Any
 * other empty transaction only filled a gap between nonces, and counts as a success.
 */
async function fateOf(sender: Sender, row: TransactionRow, { succeeded, skipped, raw }: Landed): Promise<Fate> {
  if (!succeeded) return { state: 'failed', code: await revertCode(sender, raw) }
  // Each batch of this engine contains only one group of items, which settle together or not at all. So if the contract skipped one item, it skipped the whole
  // group.
  if (skipped !== null) return { state: 'failed', code: skipped }
  const wasGivenUp = row.matchId !== null && doesNothing(raw)
  return wasGivenUp ? { state: 'dropped', code: 'order.settle_failed' } : { state: 'mined', code: null }
}

/**
 * Errors of the contract for a message that was signed for other terms than those of the lease. `ready` checks the node's key and the terms by one hash, so
 * either of these two errors can mean that the terms are other ones.
 */
const OTHER_TERMS: ReadonlySet<ErrorCode> = new Set(['lease.terms_mismatch', 'node.wrong_key'])

/**
 * Returns true if a reverted relay (a signed message) should be sent again. After a reorg, a spot lease may settle in another block and then has other terms.
 * The signed relay fits these terms only if a later reorg brings the first block back. This can always happen, so a relay with other terms is always tried
 * again. After any other revert, the relay is tried again a few times, because the gas estimate may have been one second too early, or a reorg may have
 * happened in between. If the cause of the revert is permanent, the simulation before the next send shows that.
 */
function isWorthAnotherTry({ relayReverts }: Sender, { relayId, code }: { relayId: string; code: ErrorCode | null }): boolean {
  if (code === null) return false
  if (OTHER_TERMS.has(code)) return true
  const reverts = (relayReverts.get(relayId) ?? 0) + 1
  relayReverts.set(relayId, reverts)
  return reverts < MAX_RELAY_REVERTS
}

/** Returns why the chain rejected a transaction, if a simulation of the same call still fails and gives a reason. */
async function revertCode(sender: Sender, raw: string | undefined): Promise<ErrorCode> {
  const { to, data } = parseTransaction(raw as Hex)
  if (to === undefined || to === null || data === undefined) return 'chain.transaction_reverted'
  const trial = await simulate(sender, { to: to.toLowerCase() as Parameters<typeof simulate>[1]['to'], data })
  return trial.ok ? 'chain.transaction_reverted' : trial.code
}

/**
 * Marks a transaction as lost: its nonce is used, but it has no receipt, so another transaction used the nonce. Stores the block that proves this and checks
 * that block until it is final. Only then does the worker send the match again, with a new nonce. A relay is sent again at once, because it cannot take effect
 * twice.
 */
async function noteLost(sender: Sender, row: TransactionRow): Promise<boolean> {
  const { client, address, db, logger } = sender
  const seenAt = row.state === 'dropped' && row.minedBlock !== null ? await readBlock(client, row.minedBlock) : null
  if (seenAt !== null && seenAt.hash === row.minedBlockHash) return true
  const head = await readBlock(client, 'latest')
  if (head === null || row.nonce === null || BigInt(await readNonce(client, { address, at: head.number })) <= row.nonce) return false
  // The chain node that returned no receipt may have been behind the chain node that returned the count of used nonces. So ask for the receipt again, now that
  // the block of that count is known.
  if ((await findLanded(sender, row)) !== null) return false
  logger.error({ transaction: row.id, nonce: row.nonce }, 'another transaction used the nonce')
  const seen = { minedBlock: head.number, minedBlockHash: head.hash }
  await updateTransaction(db, { id: row.id, state: 'dropped', code: 'chain.transaction_unknown', ...seen })
  const relayId = relayOf(row)
  countOutcome(row.purpose, 'lost')
  if (relayId !== null) await reopen(sender, { transactionId: row.id, relayId })
  return true
}

/** Returns true if a signed transaction contains no call, so that its only purpose is to use up its nonce. */
export function doesNothing(raw: string | undefined): boolean {
  const { data } = parseTransaction(raw as Hex)
  return data === undefined || data === '0x'
}
