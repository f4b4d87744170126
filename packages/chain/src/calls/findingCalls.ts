import type { Address, AssetUnits, ChannelFacts, Hex32 } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { type ServiceAct, serviceActs } from '../findings/readFinding.ts'
import { findingsAbi as abi } from '../generated/findingsAbi.ts'
import type { ContractCall } from './contractCall.ts'
import { channelTuple } from './ledgerCalls.ts'

/**
 * An accusation against an AI service: the payer's channel (its deposit for this service), the act of which the service is accused, the loss of the payer, and
 * SHA-256 hashes of the evidence.
 */
export type Accusation = {
  readonly channel: ChannelFacts
  readonly serial: number
  readonly act: ServiceAct
  /** The number that identifies the accused act: the amount of the settled claim, or the number that two different receipts both have. */
  readonly number: bigint
  readonly loss: AssetUnits
  readonly evidence: readonly Hex32[]
}

type OfFinding = { readonly findings: Address; readonly id: bigint }

/** Files a finding, an accusation against an AI service. The contract takes a bond from the sender, who must have approved it. */
export function fileFindingCall({ findings, channel, serial, act, number, loss, evidence }: Accusation & { findings: Address }): ContractCall {
  const args = [channelTuple(channel), serial, serviceActs.indexOf(act), number, loss, evidence] as const
  return { to: findings, data: encodeFunctionData({ abi, functionName: 'file', args }) }
}

/** Answers whether the accused AI service is guilty. A member of the finding's panel must send the call. */
export function answerFindingCall({ findings, id, guilty, reason }: OfFinding & { readonly guilty: boolean; readonly reason: string }): ContractCall {
  return { to: findings, data: encodeFunctionData({ abi, functionName: 'answer', args: [id, guilty, reason] }) }
}

/**
 * Ends a finding (an accusation against an AI service). `decide` ends it once all members of its panel have answered or their time is over. `lapse` ends it if
 * no panel was selected in time. Anyone may send the call.
 */
export function endFindingCall({ findings, id, kind }: OfFinding & { readonly kind: 'decide' | 'lapse' }): ContractCall {
  return { to: findings, data: encodeFunctionData({ abi, functionName: kind, args: [id] }) }
}

/** Pays an amount into the fund that pays the members of a panel when the accuser was right. The sender must have approved the amount. */
export function payGrantCall({ findings, amount }: { readonly findings: Address; readonly amount: bigint }): ContractCall {
  return { to: findings, data: encodeFunctionData({ abi, functionName: 'payGrant', args: [amount] }) }
}
