import type { ErrorCode } from '@infinitio/domain'
import { decodeErrorResult, type Hex } from 'viem'
import { taskPoolAbi } from '../generated/taskPoolAbi.ts'
import { type ContractRefusal, decodeContractError } from './decodeMarketError.ts'
import { type PoolErrorName, poolErrorCodes } from './poolErrorCodes.ts'
import { revertDataOf } from './revertDataOf.ts'

const abi = taskPoolAbi.filter((item) => item.type === 'error')

/**
 * Decodes why a call reverted, as `decodeContractError`, including the errors of the task pool. Browsers use `decodeContractError` instead, because the ABI of
 * the pool is large. Returns null for another failure: no answer of the chain, out of gas, or a bug.
 */
export function decodePoolError(error: unknown): ContractRefusal | null {
  const data = typeof error === 'string' ? error : revertDataOf(error)
  if (data === null || !/^0x[0-9a-fA-F]{8,}$/.test(data)) return null
  try {
    const { errorName, args } = decodeErrorResult({ abi, data: data as Hex })
    if (errorName in poolErrorCodes) return { code: poolErrorCodes[errorName as PoolErrorName], name: errorName, args: args ?? [] }
  } catch {
    // Another contract, such as PToken, made the revert data, so its error is not in this ABI.
  }
  return decodeContractError(data)
}

/** Returns the code of the error table for a revert of a call of the pool; `chain.transaction_reverted` for any other failure. */
export function poolErrorCodeOf(error: unknown): ErrorCode {
  return decodePoolError(error)?.code ?? 'chain.transaction_reverted'
}
