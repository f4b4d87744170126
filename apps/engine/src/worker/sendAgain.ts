import { broadcastTransaction } from '@infinitio/chain/node'
import { appendTransactionRaw, isVoidMatch, type TransactionRow, updateTransaction } from '@infinitio/db'
import { type Hex, parseTransaction } from 'viem'
import { adviseFees } from './adviseFees.ts'
import { countOutcome } from './countOutcome.ts'
import { raisedFees } from './fees.ts'
import { doesNothing, noteFate } from './noteFate.ts'
import type { Sender } from './sender.ts'
import { signFor } from './signFor.ts'

/** The state of the chain when a check starts: how many nonces of the key are already in blocks (`mined`), and the number of the newest block (`head`). */
export interface ChainView {
  mined: bigint
  head: bigint
}

const REBROADCAST_MS = 3_000
/** A transaction counts as stuck only if this many blocks were mined without it. If the chain mines no blocks at all, higher fees do not help. */
const STUCK_BLOCKS = 2n
const GAS_REST_MS = 3_600_000

/**
 * Sends a transaction again that is not in a block yet: with the same bytes, or with higher fees if it is stuck. If its match must no longer settle, sends an
 * empty transaction with the same nonce instead. New bytes are always stored before they are sent.
 */
export async function sendAgain(sender: Sender, row: TransactionRow, view: ChainView): Promise<void> {
  const isStuck = noteWait(sender, row, view) && (await isHeldUpByFees(sender, row, view))
  const isNew = row.state === 'stored' || row.state === 'broadcast'
  const isRecent = isNew && sender.nowMs() - (sender.lastBroadcastAtMs.get(row.id) ?? 0) < REBROADCAST_MS
  if (isRecent && !isStuck) return
  const newest = row.raw.at(-1)
  const isEmpty = doesNothing(newest)
  // The match will never settle, or a transaction with another nonce settles it. So an empty transaction is sent to use up this nonce.
  const isVoid = row.matchId !== null && !isEmpty && (await isVoidMatch(sender.db, { matchId: row.matchId, transactionId: row.id }))
  const signed = isStuck || isVoid ? await resign(sender, row, { doesNothing: isVoid || isEmpty }) : null
  if (isVoid && signed === null) return
  await hand(sender, { row: signed === null ? row : { ...row, state: 'stored' }, raw: signed ?? (newest as Hex), isNew: isNew || signed !== null })
}

type Handing = { row: TransactionRow; raw: Hex; isNew: boolean }

async function hand(sender: Sender, { row, raw, isNew }: Handing): Promise<void> {
  const { db, client, logger, nowMs, lastBroadcastAtMs } = sender
  const outcome = await broadcastTransaction(client, raw)
  lastBroadcastAtMs.set(row.id, nowMs())
  if (outcome === 'underpriced') {
    if ((await resign(sender, row, { doesNothing: doesNothing(raw) })) !== null) lastBroadcastAtMs.delete(row.id)
    return
  }
  if (outcome === 'nonceTooLow') {
    await noteFate(sender, row)
    return
  }
  if (outcome === 'insufficientGas') {
    logger.error({ sender: sender.address, transaction: row.id }, 'the key cannot pay for gas and rests')
    sender.rest = { reason: 'gas', untilMs: nowMs() + GAS_REST_MS }
    return
  }
  if (row.state === 'broadcast') return
  if (!isNew) {
    countOutcome(row.purpose, 'resent')
    logger.warn({ transaction: row.id, block: row.minedBlock }, 'the chain dropped a transaction; the same bytes were sent again')
  }
  await updateTransaction(db, { id: row.id, state: 'broadcast', code: null, minedBlock: null, minedBlockHash: null })
}

/** Stores since when the newest version of a transaction waits. Returns true if it has waited too long, both in time and in blocks. */
function noteWait({ waits, nowMs, limits }: Sender, row: TransactionRow, { head }: ChainView): boolean {
  const hash = row.hashes.at(-1) ?? ''
  const known = waits.get(row.id)
  if (known?.hash === hash && known.sinceBlock <= head)
    return nowMs() - known.sinceMs >= limits.stuckAfterMs && head - known.sinceBlock >= STUCK_BLOCKS
  waits.set(row.id, { hash, sinceMs: nowMs(), sinceBlock: head })
  return false
}

/**
 * Returns true if low fees delay a transaction. This is so if it has the key's lowest unused nonce, because then nothing else can delay it, or if its maximum
 * fee is below the base fee.
 */
async function isHeldUpByFees(sender: Sender, row: TransactionRow, { mined }: ChainView): Promise<boolean> {
  if (row.nonce === mined) return true
  const { baseFeePerGas } = await adviseFees(sender)
  return (parseTransaction(row.raw.at(-1) as Hex).maxFeePerGas ?? 0n) < baseFeePerGas
}

/** The fields of a transaction that this engine signed. `data` is missing in an empty transaction. */
type Signed = { to: Hex; data?: Hex; nonce?: number; gas: bigint; chainId: number; maxFeePerGas: bigint; maxPriorityFeePerGas?: bigint }

const NOTHING_GAS = 21_000n

/**
 * Signs a transaction with the same nonce and higher fees. Adds the new bytes to the stored list of signed versions, because any of them may still be mined.
 * With `doesNothing`, the new transaction only sends nothing from the sender to itself: it uses up the nonce, so that the old call can no longer be mined.
 * Returns the new bytes, or null if the fee limit or the signer prevents it.
 */
async function resign(sender: Sender, row: TransactionRow, { doesNothing }: { doesNothing: boolean }): Promise<Hex | null> {
  const old = parseTransaction(row.raw.at(-1) as Hex) as Signed
  const { fees: advised } = await adviseFees(sender, { isFresh: true })
  const paid = { maxFeePerGas: old.maxFeePerGas, maxPriorityFeePerGas: old.maxPriorityFeePerGas ?? 0n }
  const fees = raisedFees({ paid, advised, cap: sender.limits.maxFeePerGas })
  const about = { transaction: row.id, nonce: row.nonce, paid, cap: sender.limits.maxFeePerGas }
  if (fees === null) {
    sender.logger.error(about, 'a transaction waits although it pays as much as this key may')
    return null
  }
  const to = doesNothing ? sender.address : (old.to.toLowerCase() as typeof sender.address)
  const call = { to, data: doesNothing ? ('0x' as const) : (old.data ?? '0x') }
  const gas = doesNothing ? NOTHING_GAS : old.gas
  const signed = await signFor(sender, { chainId: old.chainId, nonce: old.nonce ?? 0, call, gas, ...fees })
  if (signed === null) return null
  await appendTransactionRaw(sender.db, { id: row.id, raw: signed.raw, hash: signed.hash })
  countOutcome(row.purpose, doesNothing ? 'voided' : 'replaced')
  sender.logger.warn({ ...about, ...fees, hash: signed.hash, doesNothing }, 'a nonce was signed again')
  return signed.raw
}
