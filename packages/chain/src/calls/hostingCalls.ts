import type { Address, Hex32 } from '@infinitio/domain'
import { type ContractFunctionArgs, encodeFunctionData, type Hex } from 'viem'
import { hostingPoolAbi as abi } from '../generated/hostingPoolAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** A share of a hosting programme with the Merkle paths that prove it, in the form of the contract's ABI. */
export type HostingClaim = ContractFunctionArgs<typeof abi, 'nonpayable', 'claim'>[0][number]
/** The part of a programme that the root of a day assigned, with its Merkle path, in the form of the contract's ABI. */
export type ProvenBudget = ContractFunctionArgs<typeof abi, 'nonpayable', 'refund'>[1][number]

type OfPool = { readonly pool: Address }

/** A share of a hosting programme and the paths that prove it, as the API returns them. Amounts are PToken base units. */
export type ListedShare = {
  readonly programme: number
  readonly day: number
  readonly amount: string
  readonly path: readonly string[]
  readonly budget: string
  readonly budgetPath: readonly string[]
}

/** Converts the share of an account into the form of the contract's ABI. */
export function hostingClaimOf({ programme, day, amount, path, budget, budgetPath }: ListedShare, account: Address): HostingClaim {
  const share = { programme: BigInt(programme), day, account, amount: BigInt(amount) }
  return { share, path: path as readonly Hex[], budget: BigInt(budget), budgetPath: budgetPath as readonly Hex[] }
}

/**
 * A sponsor's programme with those published days for which the contract has not assigned an amount yet, as the API returns it. Amounts are PToken base units.
 */
export type RefundableProgramme = {
  readonly programme: number
  readonly budgets: readonly { readonly day: number; readonly amount: string; readonly path: readonly string[] }[]
}

/** Converts the unassigned days of a programme into the form of the contract's ABI. */
export function provenBudgetsOf({ programme, budgets }: RefundableProgramme): ProvenBudget[] {
  return budgets.map(({ day, amount, path }) => ({
    budget: { programme: BigInt(programme), day, amount: BigInt(amount) },
    path: path as readonly Hex[],
  }))
}

/** Pays 25 times `perDay` (PToken base units) from the sender into a new hosting programme for a model. The sender must have approved it. */
export function sponsorHostingCall({ pool, perDay, model }: OfPool & { readonly perDay: bigint; readonly model: string }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'sponsor', args: [perDay, model] }) }
}

/** Publishes the root of a day of the hosting programmes, which validators attested. Anyone may send the call. */
export function publishHostingCall({
  pool,
  day,
  root,
  shares,
}: OfPool & { readonly day: bigint; readonly root: Hex32; readonly shares: Hex }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'publish', args: [Number(day), root, shares] }) }
}

/** Pays shares of hosting programmes to the accounts that earned them. Anyone may send the call. */
export function claimHostingCall({ pool, claims }: OfPool & { readonly claims: readonly HostingClaim[] }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'claim', args: [claims] }) }
}

/** Pays the rest of a hosting programme back to its sponsor. Anyone may send the call. */
export function refundHostingCall({
  pool,
  programme,
  budgets,
}: OfPool & { readonly programme: bigint; readonly budgets: readonly ProvenBudget[] }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'refund', args: [programme, budgets] }) }
}
