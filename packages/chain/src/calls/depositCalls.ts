import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'
import { pTokenAbi } from '../generated/pTokenAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** Pays PToken of the sender into the market balance of the account `owner`. The sender must have approved the amount. */
export function depositForCall({ market, owner, amount }: { market: Address; owner: Address; amount: bigint }): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'depositFor', args: [owner, amount] }) }
}

/** Approves that the market takes this amount of PToken from the sender, and no more. */
export function approveDepositCall({ pToken, market, amount }: { pToken: Address; market: Address; amount: bigint }): ContractCall {
  return { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [market, amount] }) }
}
