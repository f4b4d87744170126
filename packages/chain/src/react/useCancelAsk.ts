import type { Address, TxHash } from '@infinitio/domain'
import { useCallback } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig, useReadContract } from 'wagmi'
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

/** Reads whether the wallet cancelled its ask or mandate (permission to sign asks) with this nonce. Returns react-query's result. */
export function useAskCancelled({ addresses, account, nonce }: { addresses: ChainAddresses; account: Address; nonce: bigint }) {
  return useReadContract({ address: addresses.market, abi: marketAbi, functionName: 'askCancelled', args: [account, nonce] })
}
