import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { devFaucetAbi } from '../generated/devFaucetAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** Development chains: gas and a market balance for a new account; only the engine set may send it, once per account a day. */
export function dripCall({ faucet, account }: { faucet: Address; account: Address }): ContractCall {
  return { to: faucet, data: encodeFunctionData({ abi: devFaucetAbi, functionName: 'drip', args: [account] }) }
}
