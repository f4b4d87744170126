import type { ContractCall } from '@infinitio/chain'
import { broadcastTransaction, readSender, signTransaction } from '@infinitio/chain/node'
import { insertTransaction, type NewTransaction, readNextNonce, updateTransaction } from '@infinitio/db'
import { isAway } from '../loop/isAway.ts'
import type { Sender } from './sender.ts'

/** What a transaction is for; its nonce, bytes and hash come from sending it. */
export type Purpose = Pick<NewTransaction, 'purpose' | 'action' | 'matchId' | 'relayId' | 'leaseId'>

const FEES_LIVE_MS = 5_000
/** An estimate is of this second: a second later there is pay, and words that were empty (22,100 gas each) are written. */
const FRESH_WORDS_GAS = 120_000n

/**
 * Signs a call with the next nonce, stores the transaction, and only then hands it to the chain. When handing it over fails
 * it stays stored and `checkTransactions` tries again, so whatever crashes at most one transaction of this nonce lands.
 */
export async function sendCall(sender: Sender, { call, gas, ...purpose }: Purpose & { call: ContractCall; gas: bigint }): Promise<void> {
  const { db, client, logger } = sender
  const fees = await currentFees(sender)
  const nonce = await nextNonce(sender)
  const plan = { privateKey: sender.privateKey, chainId: fees.chainId, nonce, call, gas: (gas * 13n) / 10n + FRESH_WORDS_GAS }
  const signed = await signTransaction({ ...plan, maxFeePerGas: fees.maxFeePerGas, maxPriorityFeePerGas: fees.maxPriorityFeePerGas })
  const row = {
    ...purpose,
    sender: sender.address,
    nonce: BigInt(nonce),
    raw: [signed.raw],
    hashes: [signed.hash],
    state: 'stored' as const,
    code: null,
  }
  sender.nextNonce = null
  const id = await db.transaction((tx) => insertTransaction(tx, row))
  sender.nextNonce = nonce + 1
  logger.info({ transaction: id, hash: signed.hash, nonce, ...purpose }, 'transaction stored')
  try {
    const outcome = await broadcastTransaction(client, signed.raw)
    sender.lastBroadcastAtMs.set(id, sender.nowMs())
    if (outcome !== 'sent') return logger.warn({ transaction: id, outcome }, 'the chain did not take the transaction yet')
  } catch (error) {
    if (!isAway(error)) throw error
    return logger.warn({ transaction: id, err: error }, 'the transaction could not be sent yet')
  }
  await updateTransaction(db, { id, state: 'broadcast', code: null, minedBlock: null, minedBlockHash: null })
}

/** Stored transactions decide; the chain's count only counts when the key was used before we had a database. */
async function nextNonce(sender: Sender): Promise<number> {
  if (sender.nextNonce !== null) return sender.nextNonce
  const [stored, chain] = await Promise.all([readNextNonce(sender.db, { sender: sender.address }), readSender(sender.client, sender.address)])
  return Math.max(Number(stored ?? 0n), chain.nonce)
}

async function currentFees(sender: Sender): Promise<NonNullable<Sender['fees']>> {
  if (sender.fees !== null && sender.nowMs() - sender.fees.readAtMs < FEES_LIVE_MS) return sender.fees
  const { chainId, maxFeePerGas, maxPriorityFeePerGas } = await readSender(sender.client, sender.address)
  // Twice what the node advises: the base fee can rise for several blocks before a new signature is needed.
  sender.fees = { chainId, maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas, readAtMs: sender.nowMs() }
  return sender.fees
}
