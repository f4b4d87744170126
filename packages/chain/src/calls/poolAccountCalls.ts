import { type Address, assert, type PoolCall, type PTokenUnits, type UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex, toFunctionSelector, toFunctionSignature } from 'viem'
import { taskPoolAbi as abi } from '../generated/taskPoolAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** An amount of a stake at the task pool, in 1e-9 PToken. */
export type OfStake = { readonly pool: Address; readonly units: bigint }

/** Pays PToken of the sender into the balance of `account` at the pool. The sender must have approved the amount. */
export function depositToPoolCall({
  pool,
  account,
  amount,
}: {
  readonly pool: Address
  readonly account: Address
  readonly amount: bigint
}): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'depositFor', args: [account, amount] }) }
}

/** Pays PToken of an owner into its balance at the pool, with the owner's signed permit. Anyone may send the call. */
export function depositToPoolWithPermitCall({
  pool,
  owner,
  amount,
  permit,
}: {
  readonly pool: Address
  readonly owner: Address
  readonly amount: bigint
  readonly permit: { readonly deadline: bigint; readonly v: number; readonly r: Hex; readonly s: Hex }
}): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'depositWithPermit', args: [owner, amount, permit] }) }
}

/** Withdraws from the sender's balance at the pool to its wallet. */
export function withdrawFromPoolCall({ pool, amount }: { readonly pool: Address; readonly amount: bigint }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'withdraw', args: [amount] }) }
}

/** Moves an amount of the sender's balance at the pool into its stake. The stake counts one hour later. */
export function addTaskStakeCall({ pool, units }: OfStake): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'addStake', args: [units] }) }
}

/** Makes a provider's new stake count, if it was added at least an hour ago. Anyone may send the call. */
export function ripenTaskStakeCall({ pool, provider }: { readonly pool: Address; readonly provider: Address }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'ripen', args: [provider] }) }
}

/** Begins to withdraw a free part of the sender's stake. `collectTaskStakeCall` pays it after 7 days. */
export function unstakeTaskStakeCall({ pool, units }: OfStake): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'unstake', args: [units] }) }
}

/** Moves a stake into the sender's balance 7 days after its withdrawal began. */
export function collectTaskStakeCall({ pool }: { readonly pool: Address }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'collect' }) }
}

/** Allows a key to submit batches for the sender, for at most `dayCap` (1e-9 PToken) a day until `expiry`. */
export function setSubmitKeyCall({
  pool,
  key,
  dayCap,
  expiry,
}: {
  readonly pool: Address
  readonly key: Address
  readonly dayCap: bigint
  readonly expiry: UnixSeconds
}): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'setKey', args: [key, dayCap, Number(expiry)] }) }
}

/** Burns the PToken that the pool has collected for burning, and transfers its collected fees to their receiver. Anyone may send the call. */
export function sweepPoolCall({ pool }: { readonly pool: Address }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'sweep' }) }
}

/**
 * Returns a call of the task pool in the form that an account signs, so that anyone may send it. Asserts that the call is a call of one of the pool's
 * functions.
 */
export function signedFormOf(
  { data }: ContractCall,
  terms: { readonly account: Address; readonly maxSpend: PTokenUnits; readonly nonce: bigint; readonly expiry: UnixSeconds },
): PoolCall {
  const called = abi.find((item) => item.type === 'function' && toFunctionSelector(item) === data.slice(0, 10))
  assert(called?.type === 'function', 'a signed call is a call of the pool')
  return { ...terms, what: toFunctionSignature(called), data }
}

/** A call of the pool with the signature of its account. */
export type SignedPoolCall = { readonly call: PoolCall; readonly signature: Hex }

/** Executes one signed call at the task pool. Reverts with the reason of the call. */
export function relayPoolCallCall({ pool, signed: { call, signature } }: { readonly pool: Address; readonly signed: SignedPoolCall }): ContractCall {
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'relay', args: [{ ...call, expiry: Number(call.expiry) }, signature] }) }
}

/** Executes up to 16 signed calls at the task pool. A call that fails is skipped, and its nonce stays unused. */
export function relayPoolCallsCall({ pool, signed }: { readonly pool: Address; readonly signed: readonly SignedPoolCall[] }): ContractCall {
  const calls = signed.map(({ call }) => ({ ...call, expiry: Number(call.expiry) }))
  return { to: pool, data: encodeFunctionData({ abi, functionName: 'relayMany', args: [calls, signed.map(({ signature }) => signature)] }) }
}
