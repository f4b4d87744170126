'use client'
import { useQuery } from '@tanstack/react-query'
import { MessagesSquare } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useConnection } from 'wagmi'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { NothingHere } from '#web/components/ui/NothingHere.tsx'
import { ConnectPanel } from '#web/features/playground/ConnectPanel.tsx'
import { ReadyPlayground } from '#web/features/playground/ReadyPlayground.tsx'
import { usePaidServices } from '#web/features/playground/usePaidServices.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type ViewProps = { readonly wanted: string | null; readonly origins: readonly string[] }

/**
 * Shows a chat with AI models once a visitor has connected a wallet. `wanted` is the model that the address requests. `origins` are the servers that this page
 * may call.
 */
export function PlaygroundView(props: ViewProps) {
  return (
    <WalletBoundary waiting={<Waiting />}>
      <Connected {...props} />
    </WalletBoundary>
  )
}

function Connected(props: ViewProps) {
  const { address, status } = useConnection()
  const { data: chain } = useQuery(chainQuery(browserApi))
  if (status === 'reconnecting' || chain === undefined) return <Waiting />
  if (address === undefined) return <ConnectPanel isDevelopment={chain.developmentChain} />
  return <Opened key={address} account={address} isDevelopment={chain.developmentChain} {...props} />
}

function Opened({ account, wanted, origins, isDevelopment }: ViewProps & { readonly account: string; readonly isDevelopment: boolean }) {
  const t = useTranslations('playground')
  const opening = usePaidServices(account, origins)
  switch (opening.state) {
    case 'waiting':
      return <Waiting />
    case 'failed':
      return <ErrorState title={t('failed')} error={opening.error} onRetry={opening.retry} />
    case 'ready':
      if (opening.services.offers().length === 0) {
        return (
          <NothingHere icon={MessagesSquare} title={t('empty')} ways={[{ href: '/models', label: t('models') }]}>
            {t('emptyText')}
          </NothingHere>
        )
      }
      return <ReadyPlayground services={opening.services} account={account} wanted={wanted} isDevelopment={isDevelopment} />
  }
}

function Waiting() {
  return (
    <div className="ptwo" aria-hidden>
      <Skeleton width="100%" height={420} />
      <Skeleton width="100%" height={280} />
    </div>
  )
}
