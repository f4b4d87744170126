'use client'
import { usePendingSlashes } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { deadlineText } from '#web/parts/format/clockText.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

/** Shows a slash of the provider's bond that was announced, while a dispute can still be opened against it. Shows nothing if there is none. */
export function SlashNotice() {
  const { data: chain } = useQuery(chainQuery(browserApi))
  const account = useAccount()
  if (chain === undefined || account === undefined || account === null) return null
  return (
    <WalletBoundary waiting={null}>
      <Pending chain={chain} account={account} />
    </WalletBoundary>
  )
}

function Pending({ chain, account }: { readonly chain: ChainWire; readonly account: string }) {
  const t = useTranslations('faults.penalties')
  const now = useChainNow(chain.chainNow)
  const read = { stakeVault: address(chain.addresses.stakeVault), account: address(account.toLowerCase()), now }
  const { data = [] } = usePendingSlashes(read)
  return data
    .filter(({ purpose }) => purpose === 'Provider')
    .map(({ purpose, amount, executeAt }) => (
      <div key={purpose} className="m-4">
        <Callout tone="bad">
          {t('slash', { amount: amountText(amount), moment: deadlineText(executeAt) })}{' '}
          <Link className="link" href="/disputes">
            {t('dispute')}
          </Link>
        </Callout>
      </div>
    ))
}
