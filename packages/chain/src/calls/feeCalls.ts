import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { ContractCall } from './contractCall.ts'
import { feeSplitterAbi } from '../generated/feeSplitterAbi.ts'

/** Transfers the collected fees of these accounts of the market to the fee splitter. Anyone may send the call. */
export function sweepFeesCall({ market, accounts }: { market: Address; accounts: readonly Address[] }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'sweepFees', args: [accounts] }) }
}

/** Burns a share of the market fees that were collected since the last call, and divides the rest between treasury and validators. Anyone may send the call. */
export function splitFeesCall({ feeSplitter }: { feeSplitter: Address }): ContractCall {
  return { to: feeSplitter, data: encodeFunctionData({ abi: feeSplitterAbi, functionName: 'split' }) }
}
