import { findTransaction, listTransactionLogs, readBlock } from '@infinitio/db'
import { isErrorCode, type Refusal } from '@infinitio/domain'
import type { TransactionWire } from '@infinitio/domain/wire'
import type { Hex, Log } from 'viem'
import { getTransaction, getTransactionReceipt } from 'viem/actions'
import type { Services } from '../../services/services.ts'

/**
 * Returns a transaction with its decoded events. While the chain does not answer, fields that only the chain has are null. Refuses with
 * `chain.transaction_unknown`.
 */
export async function readTransaction(services: Services, { hash }: { hash: string }): Promise<TransactionWire | Refusal> {
  const [sent, logs, chain] = await Promise.all([
    findTransaction(services.db, { hash }),
    listTransactionLogs(services.db, { hash }),
    askChain(services, hash as Hex),
  ])
  if (sent === null && logs.length === 0 && chain === null) return { rejected: 'chain.transaction_unknown' }
  const decoded = await daoLogs(services, chain?.logs ?? [])
  const log = logs[0]
  const isFailed = chain?.status === 'reverted' || sent?.state === 'failed'
  const blockNumber = log === undefined ? (chain?.blockNumber ?? null) : Number(log.blockNumber)
  const blockHash = log?.blockHash ?? chain?.blockHash ?? null
  const block = blockNumber === null ? null : await readBlock(services.db, { number: BigInt(blockNumber) })
  // The block is not in our database: the follower (the process that copies chain events into the database) dropped it or has not read it yet. So do not treat
  // it as final.
  const known = block?.hash === blockHash ? block : null
  const code = sent?.code ?? null
  return {
    hash,
    state: isFailed ? 'failed' : known?.final === true ? 'final' : blockNumber === null ? 'pending' : 'mined',
    from: chain?.from ?? sent?.sender ?? null,
    to: chain?.to ?? null,
    purpose: sent?.purpose ?? null,
    blockNumber,
    blockHash,
    at: known === null ? null : Number(known.timestamp),
    gasUsed: chain?.gasUsed ?? null,
    code: code !== null && isErrorCode(code) ? code : null,
    logs: [...logs.map(({ logIndex, name, args }) => ({ logIndex, name, args: JSON.parse(args) as Record<string, unknown> })), ...decoded].sort(
      (one, other) => one.logIndex - other.logIndex,
    ),
  }
}

type ChainView = {
  from: string
  to: string | null
  blockNumber: number | null
  blockHash: string | null
  gasUsed: string | null
  status: string | null
  logs: readonly Log[]
}

/** Returns the events of the governor and of the timelock, which the database does not have. There are none while the chain does not answer. */
async function daoLogs({ governance, logger }: Services, logs: readonly Log[]): Promise<TransactionWire['logs']> {
  if (logs.length === 0) return []
  try {
    return await governance.decodeEvents(logs)
  } catch (error) {
    logger.debug({ err: error }, 'the events of the DAO cannot be decoded')
    return []
  }
}

async function askChain({ facts, logger }: Services, hash: Hex): Promise<ChainView | null> {
  try {
    const transaction = await getTransaction(facts.client, { hash })
    const receipt = transaction.blockNumber === null ? null : await getTransactionReceipt(facts.client, { hash })
    return {
      from: transaction.from.toLowerCase(),
      to: transaction.to?.toLowerCase() ?? null,
      blockNumber: transaction.blockNumber === null ? null : Number(transaction.blockNumber),
      blockHash: transaction.blockHash,
      gasUsed: receipt?.gasUsed.toString() ?? null,
      status: receipt?.status ?? null,
      logs: receipt?.logs ?? [],
    }
  } catch (error) {
    // The chain has no such transaction or does not answer. The caller then returns only the stored rows.
    logger.debug({ err: error }, 'the chain does not know the transaction')
    return null
  }
}
