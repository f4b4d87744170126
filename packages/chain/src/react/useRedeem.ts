import type { Address, PTokenUnits, TxHash } from '@infinitio/domain'
import { useCallback } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { pTokenAbi } from '../generated/pTokenAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/** Turns PToken of the wallet back into the reserve coin, 1:1, rounded down to the coin's unit. Throws as `sendAndWait` does. */
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
