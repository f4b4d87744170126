'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { type Config, WagmiContext, WagmiProvider } from 'wagmi'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { walletConfig } from '#web/parts/wallet-connection/walletConfig.ts'

/** Gives its children the connected wallet. Shows `waiting` until the chain is known: no wallet can be asked before that. */
export function WalletBoundary({ children, waiting }: { readonly children: ReactNode; readonly waiting: ReactNode }) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  if (chain === undefined) return waiting
  return <WalletProvider config={walletConfig(chain)}>{children}</WalletProvider>
}

/** Configurations whose wallet was looked for on this page. */
const lookedFor = new WeakSet<Config>()

/**
 * Looks for the wallet once a page. Each dialog has a boundary, and wagmi's provider forgets the connection and asks the wallet anew whenever one opens:
 * a wallet that is slow just then would count as disconnected while somebody is about to sign.
 */
function WalletProvider({ config, children }: { readonly config: Config; readonly children: ReactNode }) {
  const [isKnown] = useState(() => lookedFor.has(config))
  useEffect(() => {
    lookedFor.add(config)
  }, [config])
  if (isKnown) return <WagmiContext.Provider value={config}>{children}</WagmiContext.Provider>
  return (
    <WagmiProvider config={config} reconnectOnMount>
      {children}
    </WagmiProvider>
  )
}
