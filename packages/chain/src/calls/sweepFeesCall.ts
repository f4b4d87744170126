import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** Sends the fees that wait in these accounts of the market to where they are split; anyone may send it. */
export function sweepFeesCall({ market, accounts }: { market: Address; accounts: readonly Address[] }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'sweepFees', args: [accounts] }) }
}
