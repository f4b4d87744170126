import { type Address, type LeaseId, type LeaseTerms, leaseRestHash, type UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex, parseSignature, signatureToCompactSignature } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** What a node key signed when its sandbox was up, and for which lease. */
export type ReadyCall = { market: Address; leaseId: LeaseId; terms: LeaseTerms; signedAt: UnixSeconds; signature: Hex }

/** Starts billing; anyone may send it. Of the terms it carries the head, and a hash that stands for the rest. */
export function readyCall({ market, leaseId, terms, signedAt, signature }: ReadyCall): ContractCall {
  const { provider, start } = terms
  const head = { provider, start: Number(start), restHash: leaseRestHash(terms) }
  const { r, yParityAndS } = signatureToCompactSignature(parseSignature(signature))
  const args = [leaseId, Number(signedAt), r, yParityAndS, head] as const
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'ready', args }) }
}
