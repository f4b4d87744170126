import type { Address, TxHash } from '@infinitio/domain'
import { useCallback } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { testStablecoinAbi } from '../generated/testStablecoinAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * Makes test dollars for the wallet, which only the reserve coin of a development chain allows. `stableUnits` are base units of
 * the coin (6 decimals). Resolves when mined. Throws as `sendAndWait` does.
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
