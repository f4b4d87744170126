import { type Hex, isHex } from 'viem'
import { ChainContradiction } from './chainContradiction.ts'

/** A block's header as a node gives it: every field still hex. Fields that a fork added may be absent. */
export type RpcHeader = {
  readonly hash: Hex
  readonly number: Hex
  readonly parentHash: Hex
  readonly timestamp: Hex
  readonly logsBloom: Hex
  readonly receiptsRoot: Hex
  /** Hashes of its transactions. */
  readonly transactions: readonly Hex[]
  readonly [field: string]: unknown
}

const hexFields = ['hash', 'number', 'parentHash', 'timestamp', 'logsBloom', 'receiptsRoot'] as const

/** Reads a header out of a node's answer. Throws ChainContradiction when it is none. */
export function parseRpcHeader(answer: unknown): RpcHeader {
  const header = answer as RpcHeader
  if (typeof answer !== 'object' || answer === null || !hexFields.every((field) => isHex(header[field])) || !Array.isArray(header.transactions))
    throw new ChainContradiction('an answer that should be a block is none')
  return header
}
