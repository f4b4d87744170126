import { type Hex, isHex } from 'viem'
import { ChainContradiction } from './chainContradiction.ts'

/** A log as a node gives it. */
export type RpcLog = {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockHash: Hex
  readonly logIndex: Hex
  readonly transactionHash: Hex
}

/** A receipt as a node gives it: every field still hex. */
export type RpcReceipt = {
  readonly type: Hex
  readonly status: Hex
  readonly cumulativeGasUsed: Hex
  readonly logsBloom: Hex
  readonly transactionHash: Hex
  readonly logs: readonly RpcLog[]
  readonly depositNonce?: Hex
  readonly depositReceiptVersion?: Hex
}

const receiptFields = ['type', 'status', 'cumulativeGasUsed', 'logsBloom', 'transactionHash'] as const
const logFields = ['address', 'data', 'blockHash', 'logIndex', 'transactionHash'] as const

/** Reads a block's receipts out of a node's answer. Throws ChainContradiction when it is none. */
export function parseRpcReceipts(answer: unknown): readonly RpcReceipt[] {
  if (!Array.isArray(answer) || !answer.every(isReceipt)) throw new ChainContradiction('an answer that should be receipts is none')
  return answer
}

/** Reads logs out of a node's answer. Throws ChainContradiction when it is none. */
export function parseRpcLogs(answer: unknown): readonly RpcLog[] {
  if (!Array.isArray(answer) || !answer.every(isLog)) throw new ChainContradiction('an answer that should be logs is none')
  return answer
}

function isReceipt(answer: unknown): answer is RpcReceipt {
  const receipt = answer as RpcReceipt | null
  return typeof receipt === 'object' && receipt !== null && receiptFields.every((field) => isHex(receipt[field])) && isLogs(receipt.logs)
}

function isLogs(answer: unknown): boolean {
  return Array.isArray(answer) && answer.every(isLog)
}

function isLog(answer: unknown): answer is RpcLog {
  const log = answer as RpcLog | null
  if (typeof log !== 'object' || log === null || !logFields.every((field) => isHex(log[field]))) return false
  return Array.isArray(log.topics) && log.topics.every((topic) => isHex(topic))
}
