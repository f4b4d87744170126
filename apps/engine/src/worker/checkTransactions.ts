import { broadcastTransaction, readBlock, readNonce, type SignedTransaction } from '@infinitio/chain/node'
import { findTransactionByNonce, insertTransaction, listOpenTransactions, readNextNonce, type TransactionRow } from '@infinitio/db'
import { traceOrder } from '@infinitio/process'
import { type Hex, parseTransaction } from 'viem'
import { adviseFees } from './adviseFees.ts'
import { firstFees } from './fees.ts'
import { noteFate } from './noteFate.ts'
import { type ChainView, sendAgain } from './sendAgain.ts'
import type { Sender } from './sender.ts'
import { signFor } from './signFor.ts'

/**
 * Checks every transaction whose outcome may still change. Stores the block number of each mined transaction. Sends transactions that are not in a block again,
 * also if a reorg or a restarted chain lost their block. Raises the fees of transactions that wait too long. Sends an empty transaction for a nonce that has no
 * transaction and blocks higher nonces. If another transaction used the same nonce, marks the transaction as lost. Returns the number of transactions that
 * still wait for a block.
 */
export async function checkTransactions(sender: Sender): Promise<number> {
  const open = await listOpenTransactions(sender.db, { sender: sender.address })
  const view = open.length === 0 ? null : await viewChain(sender)
  const waiting: TransactionRow[] = []
  for (const row of open) {
    if (view !== null && !(await traceOrder(row.orderHash, () => checkOne(sender, row, view)))) waiting.push(row)
  }
  await healNonces(sender, waiting)
  forget(sender, new Set(waiting.map((row) => row.id)))
  sender.inFlight = waiting.length
  sender.gas.reserved = waiting.reduce((sum, row) => sum + mostCost(row), 0n)
  return waiting.length
}

async function viewChain({ client, address }: Sender): Promise<ChainView> {
  const [mined, head] = await Promise.all([readNonce(client, { address, at: 'latest' }), readBlock(client, 'latest')])
  return { mined: BigInt(mined), head: head?.number ?? 0n }
}

/**
 * Checks one transaction, and sends it again if it is not in a block. Returns true if its nonce is used: the transaction is in a block, or another transaction
 * used the nonce.
 */
async function checkOne(sender: Sender, row: TransactionRow, view: ChainView): Promise<boolean> {
  if (row.nonce !== null && row.nonce < view.mined && (await noteFate(sender, row))) return true
  await sendAgain(sender, row, view)
  return false
}

function mostCost({ raw }: TransactionRow): bigint {
  const { gas, maxFeePerGas } = parseTransaction(raw.at(-1) as Hex)
  return (gas ?? 0n) * (maxFeePerGas ?? 0n)
}

function forget({ lastBroadcastAtMs, waits }: Sender, waiting: ReadonlySet<bigint>): void {
  for (const map of [lastBroadcastAtMs, waits]) for (const id of map.keys()) if (!waiting.has(id)) map.delete(id)
}

const LOOK_EVERY_MS = 1_000
const LOOK_AT_REST_EVERY_MS = 15_000
const NOTHING_GAS = 21_000n

/**
 * Fills a gap in the key's nonces: finds the first nonce that the chain node has neither mined nor in its pool, although this key has signed higher nonces. All
 * higher nonces wait for this one. If a transaction with this nonce is stored, sends it again at once. Otherwise, sends an empty transaction with this nonce.
 */
async function healNonces(sender: Sender, waiting: readonly TransactionRow[]): Promise<void> {
  if (sender.nowMs() - sender.nonceLookAtMs < (waiting.length > 0 ? LOOK_EVERY_MS : LOOK_AT_REST_EVERY_MS)) return
  sender.nonceLookAtMs = sender.nowMs()
  const { db, client, address, logger } = sender
  const [stored, pooled] = await Promise.all([readNextNonce(db, { sender: address }), readNonce(client, { address, at: 'pending' })])
  sender.nonceGap = stored === null ? 0 : Math.max(0, Number(stored) - pooled)
  if (sender.nonceGap === 0) return
  const missing = BigInt(pooled)
  const row = waiting.find(({ nonce }) => nonce === missing)
  if (row !== undefined) {
    const about = { orderHash: row.orderHash, sender: address, nonce: missing, gap: sender.nonceGap }
    logger.warn(about, 'the chain node misses a nonce; its stored bytes are sent again')
    await broadcastTransaction(client, row.raw.at(-1) as Hex)
    return
  }
  if ((await findTransactionByNonce(db, { sender: address, nonce: missing })) === null) await fill(sender, missing)
}

async function fill(sender: Sender, nonce: bigint): Promise<void> {
  const { db, client, chainId, address, logger } = sender
  const fees = firstFees({ advised: (await adviseFees(sender)).fees, cap: sender.limits.maxFeePerGas })
  const call = { to: address, data: '0x' as const }
  const signed: SignedTransaction | null = await signFor(sender, { chainId, nonce: Number(nonce), call, gas: NOTHING_GAS, ...fees })
  if (signed === null) return
  const about = { purpose: 'sweep' as const, action: 'fillNonce', matchId: null, relayId: null, leaseId: null }
  const bytes = { sender: address, nonce, raw: [signed.raw], hashes: [signed.hash], state: 'stored' as const, code: null }
  await db.transaction((tx) => insertTransaction(tx, { ...about, ...bytes }))
  logger.error({ sender: address, nonce }, 'nothing was stored for a nonce below others; it is filled with a transaction that does nothing')
  await broadcastTransaction(client, signed.raw)
}
