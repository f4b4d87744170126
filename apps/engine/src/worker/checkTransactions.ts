import { broadcastTransaction, type ChainReceipt, readReceipt, readSender } from '@infinitio/chain/node'
import { isAbandoned, listOpenTransactions, reopenRelay, type TransactionRow, updateTransaction } from '@infinitio/db'
import { type ErrorCode, txHash } from '@infinitio/domain'
import { traceOrder } from '@infinitio/process'
import { type Hex, parseTransaction } from 'viem'
import { doesNothing } from './doesNothing.ts'
import { resign } from './resign.ts'
import type { Sender } from './sender.ts'
import { simulate } from './simulate.ts'

const REBROADCAST_MS = 3_000
/** A relay that the chain reverts this often although it went well on trial is given up. */
const MAX_RELAY_REVERTS = 3

type FoundReceipt = ChainReceipt & { hash: string }

/**
 * Looks after every transaction whose fate can still change: notes in which block it is, sends again what is in none (also when
 * a reorg or a killed chain forgot it), and gives up one whose nonce another transaction used. Returns how many wait for a block.
 */
export async function checkTransactions(sender: Sender): Promise<number> {
  const open = await listOpenTransactions(sender.db, { sender: sender.address })
  let waiting = 0
  for (const row of open) {
    if (await traceOrder(row.orderHash, () => checkOne(sender, row))) waiting += 1
  }
  const openIds = new Set(open.map((row) => row.id))
  for (const id of sender.lastBroadcastAtMs.keys()) if (!openIds.has(id)) sender.lastBroadcastAtMs.delete(id)
  return waiting
}

/** True when it is in no block. */
async function checkOne(sender: Sender, row: TransactionRow): Promise<boolean> {
  const receipt = await findReceipt(sender, row)
  if (receipt === null) await sendAgain(sender, row)
  else await noteMined(sender, row, receipt)
  return receipt === null
}

async function findReceipt({ client }: Sender, { hashes }: TransactionRow): Promise<FoundReceipt | null> {
  for (const hash of hashes.toReversed()) {
    const receipt = await readReceipt(client, txHash(hash))
    if (receipt !== null) return { ...receipt, hash }
  }
  return null
}

async function noteMined(sender: Sender, row: TransactionRow, receipt: FoundReceipt): Promise<void> {
  if (row.minedBlockHash === receipt.blockHash) return
  const isNothing = receipt.succeeded && receipt.hash === row.hashes.at(-1) && doesNothing(row)
  const state = isNothing ? 'dropped' : receipt.succeeded ? 'mined' : 'failed'
  const code = isNothing ? 'order.settle_failed' : receipt.succeeded ? null : await revertCode(sender, row)
  await updateTransaction(sender.db, { id: row.id, state, code, minedBlock: receipt.blockNumber, minedBlockHash: receipt.blockHash })
  sender.logger.info({ transaction: row.id, action: row.action, state, code, block: receipt.blockNumber }, 'transaction in a block')
  const { relayId } = row
  if (relayId !== null && isWorthAnotherTry(sender, { relayId, code }))
    await sender.db.transaction((tx) => reopenRelay(tx, { transactionId: row.id, relayId }))
}

/**
 * A spot lease that was settled again after a reorg starts in another block: what was signed is still good, its terms are new.
 * And what reverts but goes well on trial now was only unlucky (gas estimated a second too early), so the person's word still stands.
 */
function isWorthAnotherTry({ relayReverts }: Sender, { relayId, code }: { relayId: string; code: ErrorCode | null }): boolean {
  if (code === 'lease.terms_mismatch') return true
  if (code !== 'chain.transaction_reverted') return false
  const reverts = (relayReverts.get(relayId) ?? 0) + 1
  relayReverts.set(relayId, reverts)
  return reverts < MAX_RELAY_REVERTS
}

/** Why it reverted, as far as the chain still says so now. */
async function revertCode(sender: Sender, { raw }: TransactionRow): Promise<ErrorCode> {
  const { to, data } = parseTransaction(raw.at(-1) as Hex)
  if (to === undefined || to === null || data === undefined) return 'chain.transaction_reverted'
  const trial = await simulate(sender, { to: to.toLowerCase() as Parameters<typeof simulate>[1]['to'], data })
  return trial.ok ? 'chain.transaction_reverted' : trial.code
}

async function sendAgain(sender: Sender, row: TransactionRow): Promise<void> {
  const { db, client, logger, nowMs, lastBroadcastAtMs } = sender
  const isNew = row.state === 'stored' || row.state === 'broadcast'
  const lastAtMs = lastBroadcastAtMs.get(row.id) ?? 0
  if (isNew && nowMs() - lastAtMs < REBROADCAST_MS) return
  // The matcher was told that this match will never settle, so after a reorg its nonce is used up by nothing instead.
  if (row.matchId !== null && !doesNothing(row) && (await isAbandoned(db, { matchId: row.matchId })))
    return resign(sender, row, { doesNothing: true })
  const raw = row.raw.at(-1)
  if (raw === undefined) throw new Error(`transaction ${row.id} has a nonce but no bytes`)
  const outcome = await broadcastTransaction(client, raw as Hex)
  lastBroadcastAtMs.set(row.id, nowMs())
  if (outcome === 'underpriced') return resign(sender, row, { doesNothing: doesNothing(row) })
  if (outcome === 'nonceTooLow') return noteNonceUsed(sender, row)
  if (outcome === 'insufficientGas') return logger.error({ sender: sender.address }, 'the sender cannot pay for gas')
  if (row.state === 'broadcast') return
  if (!isNew) logger.warn({ transaction: row.id, block: row.minedBlock }, 'the chain dropped a transaction; the same bytes were sent again')
  await updateTransaction(db, { id: row.id, state: 'broadcast', code: null, minedBlock: null, minedBlockHash: null })
}

/** A nonce that is used although no receipt is known belongs to another transaction; receipts may come a moment later, so look again. */
async function noteNonceUsed(sender: Sender, row: TransactionRow): Promise<void> {
  const { nonce } = await readSender(sender.client, sender.address)
  if (row.nonce === null || BigInt(nonce) <= row.nonce) return
  const receipt = await findReceipt(sender, row)
  if (receipt !== null) return noteMined(sender, row, receipt)
  sender.logger.error({ transaction: row.id, nonce: row.nonce }, 'another transaction used the nonce')
  await updateTransaction(sender.db, { id: row.id, state: 'dropped', code: 'chain.transaction_unknown', minedBlock: null, minedBlockHash: null })
}
