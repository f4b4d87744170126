import { decodeErrorResult, type Hex } from 'viem'
import { serviceLedgerAbi } from '../generated/serviceLedgerAbi.ts'
import { type ContractRefusal, decodeContractError } from './decodeMarketError.ts'
import { type LedgerErrorName, ledgerErrorCodes } from './ledgerErrorCodes.ts'
import { revertDataOf } from './revertDataOf.ts'

const abi = /* @__PURE__ */ serviceLedgerAbi.filter((item) => item.type === 'error')

/**
 * Decodes why a call reverted, like `decodeContractError`, but also for errors of the service ledger. Returns null if none of our contracts refused the call:
 * the chain did not answer, the gas was used up, or the program has a bug.
 */
export function decodeLedgerError(error: unknown): ContractRefusal | null {
  const data = typeof error === 'string' ? error : revertDataOf(error)
  if (data === null || !/^0x[0-9a-fA-F]{8,}$/.test(data)) return null
  try {
    const { errorName, args } = decodeErrorResult({ abi, data: data as Hex })
    if (errorName in ledgerErrorCodes) return { code: ledgerErrorCodes[errorName as LedgerErrorName], name: errorName, args: args ?? [] }
  } catch {
    // Another contract, such as PToken, made the revert data, so its error is not in this ABI.
  }
  return decodeContractError(data)
}
