import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { ContractCall } from './contractCall.ts'
import { feeSplitterAbi } from '../generated/feeSplitterAbi.ts'

/** Sends the fees that wait in these accounts of the market to where they are split; anyone may send it. */
export function sweepFeesCall({ market, accounts }: { market: Address; accounts: readonly Address[] }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'sweepFees', args: [accounts] }) }
}

/** Burns the market's fees that came in since the last time, and shares the rest between treasury and validators; anyone may send it. */
export function splitFeesCall({ feeSplitter }: { feeSplitter: Address }): ContractCall {
  return { to: feeSplitter, data: encodeFunctionData({ abi: feeSplitterAbi, functionName: 'split' }) }
}
