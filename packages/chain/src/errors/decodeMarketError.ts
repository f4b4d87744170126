import type { ErrorCode } from '@infinitio/domain'
import { decodeErrorResult, type Hex } from 'viem'
import { type ContractErrorName, contractErrorCodes } from './contractErrorCodes.ts'
import { errorsAbi } from './errorsAbi.ts'
import { revertDataOf } from './revertDataOf.ts'

/** The error codes for a lease in the wrong state, by the number of the state: none or closed, booked, active, ended. */
const stateCodes: readonly ErrorCode[] = ['lease.over', 'lease.not_ready', 'lease.already_ready', 'lease.over']

/**
 * Error codes for limits of a mandate (the signed permission with which a provider lets a node key sign asks). The key of the map is the position of the
 * limit's field in the contract's struct `Mandate`, counted from 0. A limit that is not in the map has the code `order.mandate_exceeded`.
 */
const mandateCodes: ReadonlyMap<number, ErrorCode> = new Map([
  [2, 'order.mandate_price_too_low'],
  [3, 'order.mandate_duration_too_long'],
])

/** A refusal by one of our contracts: the code of the error table, the contract's error name, and its values. */
export type ContractRefusal = { readonly code: ErrorCode; readonly name: string; readonly args: readonly unknown[] }

/**
 * Decodes why a call, an estimate or a transaction reverted, from an error of viem or from revert data. Returns null for another failure: no
 * answer of the chain, out of gas, or a bug.
 */
export function decodeContractError(error: unknown): ContractRefusal | null {
  const data = typeof error === 'string' ? error : revertDataOf(error)
  if (data === null || !/^0x[0-9a-fA-F]{8,}$/.test(data)) return null
  try {
    const { errorName, args } = decodeErrorResult({ abi: errorsAbi, data: data as Hex })
    return { code: codeOf(errorName, args ?? []), name: errorName, args: args ?? [] }
  } catch {
    // A contract of somebody else made the revert data, so this package does not know the error.
    return null
  }
}

/** Returns the code of the error table for a revert of our contracts; `chain.transaction_reverted` for any other failure. */
export function decodeMarketError(error: unknown): ErrorCode {
  return decodeContractError(error)?.code ?? 'chain.transaction_reverted'
}

function codeOf(name: string, args: readonly unknown[]): ErrorCode {
  if (name === 'Market_GpusOutOfRange' && isBelow(args[0], args[1])) return 'order.too_few_gpus'
  if (name === 'Market_DurationOutOfRange' && isBelow(args[0], args[1])) return 'order.duration_too_short'
  if (name === 'Market_StateMismatch') return stateCodes[Number(args[1])] ?? 'lease.over'
  if (name === 'Market_MandateExceeded') return mandateCodes.get(Number(args[0])) ?? 'order.mandate_exceeded'
  return name in contractErrorCodes ? contractErrorCodes[name as ContractErrorName] : 'chain.transaction_reverted'
}

function isBelow(value: unknown, limit: unknown): boolean {
  return typeof value === 'bigint' && typeof limit === 'bigint' && value < limit
}
