import type { Address, PTokenUnits, TxHash } from '@infinitio/domain'
import { useCallback } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { pTokenAbi } from '../generated/pTokenAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'
import { testStablecoinAbi } from '../generated/testStablecoinAbi.ts'

/**
 * Returns a function that buys PToken with the reserve coin: 100 units buy 98 PToken. `stableUnits` are base units of the coin (6 decimals). The function asks
 * the wallet to sign an approval and a mint, resolves when both are mined, and throws like `sendAndWait`.
 */
export function useMint({ addresses, account }: { addresses: ChainAddresses; account: Address }) {
  const config = useConfig()
  return useCallback(
    async ({ stableUnits }: { stableUnits: bigint }): Promise<TxHash> => {
      await approveExactly(config, { token: addresses.stablecoin, owner: account, spender: addresses.pToken, amount: stableUnits })
      const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [stableUnits, account] })
      return await sendAndWait(config, { to: addresses.pToken, data })
    },
    [config, addresses, account],
  )
}

/**
 * Returns a function that mints test dollars for the wallet, which works only on a development chain. `stableUnits` are base units of the coin (6 decimals).
 * The function resolves when the mint is mined, and throws like `sendAndWait`.
 */
export function useMintTestDollars({ addresses, account }: { addresses: ChainAddresses; account: Address }) {
  const config = useConfig()
  return useCallback(
    async ({ stableUnits }: { stableUnits: bigint }): Promise<TxHash> => {
      const data = encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [account, stableUnits] })
      return await sendAndWait(config, { to: addresses.stablecoin, data })
    },
    [config, addresses, account],
  )
}

/** Returns a function that redeems the wallet's PToken for the reserve coin, 1:1, rounded down to the coin's unit. The function throws like `sendAndWait`. */
export function useRedeem({ addresses, account }: { addresses: ChainAddresses; account: Address }) {
  const config = useConfig()
  return useCallback(
    async ({ amount }: { amount: PTokenUnits }): Promise<TxHash> => {
      const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'redeem', args: [amount, account] })
      return await sendAndWait(config, { to: addresses.pToken, data })
    },
    [config, addresses, account],
  )
}
