import { type ChainReceipt, readBlock, readNonce, readReceipt } from '@infinitio/chain/node'
import { reopenRelay, type TransactionRow, updateTransaction } from '@infinitio/db'
import { type ErrorCode, txHash } from '@infinitio/domain'
import { type Hex, parseTransaction } from 'viem'
import { countOutcome } from './countOutcome.ts'
import { doesNothing } from './doesNothing.ts'
import type { Sender } from './sender.ts'
import { simulate } from './simulate.ts'

/** A relay that the chain reverts this often although it went well on trial is given up. */
const MAX_RELAY_REVERTS = 3

type Landed = ChainReceipt & { raw: string | undefined }

/**
 * Notes what became of a transaction whose nonce is used: which of its bytes are in which block, or that another transaction used the
 * nonce. False when the chain says neither (it is behind itself, or dropped the block while we looked).
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
  await updateTransaction(sender.db, { id: row.id, state, code, minedBlock: landed.blockNumber, minedBlockHash: landed.blockHash })
  if (state !== 'dropped') countOutcome(row.purpose, state === 'mined' ? 'landed' : 'reverted')
  sender.logger.info({ transaction: row.id, action: row.action, state, code, block: landed.blockNumber }, 'transaction in a block')
  const relayId = relayOf(row)
  if (relayId !== null && isWorthAnotherTry(sender, { relayId, code })) await reopen(sender, { transactionId: row.id, relayId })
}

async function reopen({ db }: Sender, relay: { transactionId: bigint; relayId: string }): Promise<void> {
  await db.transaction((tx) => reopenRelay(tx, relay))
  countOutcome('relay', 'reopened')
}

/** The relay it was sent for. One that was opened again since may have been passed over while this transaction had landed. */
function relayOf({ relayId, reopenedRelayId }: TransactionRow): string | null {
  return relayId ?? reopenedRelayId
}

type Fate = { state: 'mined' | 'failed' | 'dropped'; code: ErrorCode | null }

/** A match did not settle when an empty transaction used up its nonce. An empty transaction that only filled a gap did what it was for. */
async function fateOf(sender: Sender, row: TransactionRow, { succeeded, skipped, raw }: Landed): Promise<Fate> {
  if (!succeeded) return { state: 'failed', code: await revertCode(sender, raw) }
  // Our batches hold one group: what is left out is all of it.
  if (skipped !== null) return { state: 'failed', code: skipped }
  const wasGivenUp = row.matchId !== null && doesNothing(raw)
  return wasGivenUp ? { state: 'dropped', code: 'order.settle_failed' } : { state: 'mined', code: null }
}

/** How the contract says that the terms are not the lease's: `ready` finds node key and terms in one hash. */
const OTHER_TERMS: ReadonlySet<ErrorCode> = new Set(['lease.terms_mismatch', 'node.wrong_key'])

/**
 * A spot lease that was settled again after a reorg starts in another block: what was signed is still good, its terms are new. Whatever
 * else reverts is judged anew a few times: gas may have been estimated a second too early, or a reorg may have come between; if the contract
 * means it, the trial before the next sending says so.
 */
function isWorthAnotherTry({ relayReverts }: Sender, { relayId, code }: { relayId: string; code: ErrorCode | null }): boolean {
  if (code === null) return false
  if (OTHER_TERMS.has(code)) return true
  const reverts = (relayReverts.get(relayId) ?? 0) + 1
  relayReverts.set(relayId, reverts)
  return reverts < MAX_RELAY_REVERTS
}

/** Why it reverted, as far as the chain still says so now. */
async function revertCode(sender: Sender, raw: string | undefined): Promise<ErrorCode> {
  const { to, data } = parseTransaction(raw as Hex)
  if (to === undefined || to === null || data === undefined) return 'chain.transaction_reverted'
  const trial = await simulate(sender, { to: to.toLowerCase() as Parameters<typeof simulate>[1]['to'], data })
  return trial.ok ? 'chain.transaction_reverted' : trial.code
}

/**
 * A nonce that is used although no receipt of ours is known belongs to another transaction. The block we know that from is noted, so
 * that we look again until it is final; only then is the match sent again by a new nonce. A relay is at once: it cannot count twice.
 */
async function noteLost(sender: Sender, row: TransactionRow): Promise<boolean> {
  const { client, address, db, logger } = sender
  const seenAt = row.state === 'dropped' && row.minedBlock !== null ? await readBlock(client, row.minedBlock) : null
  if (seenAt !== null && seenAt.hash === row.minedBlockHash) return true
  const head = await readBlock(client, 'latest')
  if (head === null || row.nonce === null || BigInt(await readNonce(client, { address, at: head.number })) <= row.nonce) return false
  // The node that had no receipt may have been behind the one that counts the nonces: ask again, now that the block is known.
  if ((await findLanded(sender, row)) !== null) return false
  logger.error({ transaction: row.id, nonce: row.nonce }, 'another transaction used the nonce')
  const seen = { minedBlock: head.number, minedBlockHash: head.hash }
  await updateTransaction(db, { id: row.id, state: 'dropped', code: 'chain.transaction_unknown', ...seen })
  const relayId = relayOf(row)
  countOutcome(row.purpose, 'lost')
  if (relayId !== null) await reopen(sender, { transactionId: row.id, relayId })
  return true
}
