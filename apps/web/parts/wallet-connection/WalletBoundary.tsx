'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useContext, useEffect, useState } from 'react'
import { type Config, useConnection, WagmiContext, WagmiProvider } from 'wagmi'
import { useIsHydrated } from '#web/components/ui/useIsHydrated.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { connectedQuery } from '#web/parts/session/connectedQuery.ts'
import { walletConfig } from '#web/parts/wallet-connection/walletConfig.ts'

/**
 * Provides the connected wallet to its children. Shows `waiting` until the chain is known, because no wallet can be called before. Also shows `waiting` in the
 * HTML from the server, because only a browser has wallets. Inside another boundary it shows its children at once, with the wallet of that boundary.
 */
export function WalletBoundary({ children, waiting }: { readonly children: ReactNode; readonly waiting: ReactNode }) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  const isBrowser = useIsHydrated()
  const isInside = useContext(WagmiContext) !== undefined
  if (isInside) return children
  if (chain === undefined || !isBrowser) return waiting
  return (
    <WalletProvider config={walletConfig(chain)}>
      <NoteWallet />
      {children}
    </WalletProvider>
  )
}

/** Stores the address of the connected wallet, or null, for the top bar, which does not load wagmi. */
function NoteWallet() {
  const { address = null } = useConnection()
  const queryClient = useQueryClient()
  useEffect(() => void queryClient.setQueryData(connectedQuery.queryKey, address), [queryClient, address])
  return null
}

/** The wagmi configurations for which this page has already looked for a connected wallet. */
const lookedFor = new WeakSet<Config>()

/**
 * Provides wagmi, and looks for a connected wallet only once for each page. Each dialog has its own boundary. If each looked again, wagmi would drop the
 * connection and ask the wallet whenever a dialog opens. A slow wallet would then count as disconnected while the user is about to sign.
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
