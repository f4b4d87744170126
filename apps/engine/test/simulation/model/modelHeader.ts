import { type Hex, toHex } from 'viem'
import { headerHash, type RpcHeader } from '../../../../../packages/chain/src/node/blocks/headerHash.ts'
import { bloomOf } from '../../../../../packages/chain/src/node/blocks/logsBloom.ts'
import { receiptsRoot, type RpcReceipt } from '../../../../../packages/chain/src/node/blocks/receiptsRoot.ts'
import type { MinedTransaction } from './modelChain.ts'

/** The content of a block header. With different values of `salt`, two blocks with the same content have different hashes, as after a reorg. */
export type HeaderOf = { number: bigint; parentHash: Hex; timestamp: number; baseFee: bigint; mined: readonly MinedTransaction[]; salt: number }

const ZERO_32: Hex = `0x${'0'.repeat(64)}`
const ZERO_20: Hex = `0x${'0'.repeat(40)}`

/** Returns a block's header as a chain node does. Its hash, bloom filter and receipts root match its content. */
export function modelHeader({ number, parentHash, timestamp, baseFee, mined, salt }: HeaderOf): RpcHeader {
  const logs = mined.flatMap((transaction) => transaction.logs) as Parameters<typeof bloomOf>[0]
  const content = {
    parentHash,
    number: toHex(number),
    timestamp: toHex(timestamp),
    baseFeePerGas: toHex(baseFee),
    logsBloom: bloomOf(logs),
    receiptsRoot: receiptsRoot(mined.map((transaction, place) => receiptFields(transaction, place) as unknown as RpcReceipt)),
    transactions: mined.map(({ hash }) => hash),
    extraData: toHex(salt),
  }
  const roots = { sha3Uncles: ZERO_32, stateRoot: ZERO_32, transactionsRoot: ZERO_32, mixHash: ZERO_32 }
  const rest = {
    miner: ZERO_20,
    difficulty: '0x0',
    gasLimit: toHex(30_000_000),
    gasUsed: '0x0',
    nonce: '0x0000000000000000',
    uncles: [],
    size: '0x0',
  }
  const header = { ...roots, ...rest, ...content } as const
  return { ...header, hash: headerHash({ ...header, hash: ZERO_32 }) }
}

/** Returns the fields of a receipt from which the receipts root is calculated. */
export function receiptFields({ refusal, logs }: MinedTransaction, place: number) {
  const status = refusal === null ? '0x1' : '0x0'
  return { type: '0x2', status, cumulativeGasUsed: toHex(21_000 * (place + 1)), logsBloom: bloomOf(logs as Parameters<typeof bloomOf>[0]), logs }
}
