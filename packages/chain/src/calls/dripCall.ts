import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { devFaucetAbi } from '../generated/devFaucetAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** On a development chain, gives a new account coins for gas, and a balance in the market. Only an engine may send the call, once per account and day. */
export function dripCall({ faucet, account }: { faucet: Address; account: Address }): ContractCall {
  return { to: faucet, data: encodeFunctionData({ abi: devFaucetAbi, functionName: 'drip', args: [account] }) }
}
