import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { feeSplitterAbi } from '../generated/feeSplitterAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** Burns the market's fees that came in since the last time, and shares the rest between treasury and validators; anyone may send it. */
export function splitFeesCall({ feeSplitter }: { feeSplitter: Address }): ContractCall {
  return { to: feeSplitter, data: encodeFunctionData({ abi: feeSplitterAbi, functionName: 'split' }) }
}
