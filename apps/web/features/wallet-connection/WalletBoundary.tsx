'use client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { WagmiProvider } from 'wagmi'
import { browserApi } from '#web/features/api/browserApi.ts'
import { chainQuery } from '#web/features/chain/chainQuery.ts'
import { walletConfig } from '#web/features/wallet-connection/walletConfig.ts'

/** Gives its children the connected wallet. Shows `waiting` until the chain is known: no wallet can be asked before that. */
export function WalletBoundary({ children, waiting }: { readonly children: ReactNode; readonly waiting: ReactNode }) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  if (chain === undefined) return waiting
  return (
    <WagmiProvider config={walletConfig(chain)} reconnectOnMount>
      {children}
    </WagmiProvider>
  )
}
