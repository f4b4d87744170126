'use client'
import type { TypedDataSigner } from '@infinitio/sdk'
import { useCallback } from 'react'
import { useConfig, useConnection } from 'wagmi'
import { signTypedData, switchChain } from 'wagmi/actions'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** Whether the wallet can sign now: `ready` with the signer, or the reason why not. */
export type SignerState =
  | { readonly state: 'ready'; readonly signer: TypedDataSigner }
  | { readonly state: 'waiting' }
  | { readonly state: 'disconnected' }
  | { readonly state: 'otherAccount'; readonly account: string }

/**
 * Returns the wallet that signs for the signed-in account on this market's chain, or the reason why it cannot sign now. If the wallet uses another chain, it
 * switches the chain first.
 */
export function useSigner(): SignerState {
  const account = useAccount()
  const config = useConfig()
  const connection = useConnection()
  const chainId = config.chains[0].id
  const signWithWallet = useCallback(
    async (data: Parameters<typeof signTypedData>[1]) => {
      if (connection.chainId !== chainId) await switchChain(config, { chainId })
      return signTypedData(config, data)
    },
    [config, connection.chainId, chainId],
  )
  if (account === undefined || connection.status === 'connecting' || connection.status === 'reconnecting') return { state: 'waiting' }
  if (connection.address === undefined || account === null) return { state: 'disconnected' }
  if (connection.address.toLowerCase() !== account) return { state: 'otherAccount', account: connection.address.toLowerCase() }
  return { state: 'ready', signer: { address: account, signTypedData: signWithWallet } }
}
