import type { TxHash } from '@infinitio/domain'
import { useCallback } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { marketAbi } from '../generated/marketAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * Returns a function that cancels the wallet's own ask or mandate (permission to sign asks) with this nonce on the chain, permanently and for everyone. Throws
 * like `sendAndWait`.
 */
export function useCancelAsk({ addresses }: { addresses: ChainAddresses }) {
  const config = useConfig()
  return useCallback(
    async ({ nonce }: { nonce: bigint }): Promise<TxHash> => {
      const data = encodeFunctionData({ abi: marketAbi, functionName: 'cancelAsk', args: [nonce] })
      return await sendAndWait(config, { to: addresses.market, data })
    },
    [config, addresses],
  )
}
