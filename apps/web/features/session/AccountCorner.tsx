'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { amountText } from '#web/features/format/amountText.ts'
import { shortHex } from '#web/features/format/shortHex.ts'
import { Ident } from '#web/features/identity/Ident.tsx'
import { useLiveTopic } from '#web/features/live/useLiveTopic.ts'
import { sessionQuery } from '#web/features/session/sessionQuery.ts'
import { askToSignIn } from '#web/features/session/signInRequest.ts'
import { useAccount } from '#web/features/session/useAccount.ts'
import { walletQuery } from '#web/features/wallet/walletQuery.ts'

const AccountMenu = dynamic(() => import('#web/features/session/AccountMenu.tsx').then((module) => module.AccountMenu), { ssr: false })

const NotificationBell = dynamic(() => import('#web/features/notifications/NotificationBell.tsx').then((module) => module.NotificationBell), {
  ssr: false,
  loading: () => <span className="btn ghost icon h32" />,
})

/** The end of the top bar: "Connect wallet", or the bell, balance and account of who is signed in, which opens the account menu. */
export function AccountCorner() {
  const t = useTranslations('session')
  const account = useAccount()
  const { isError } = useQuery(sessionQuery(browserApi))
  if (account === undefined && !isError) return <Skeleton width={120} height={32} />
  if (account === undefined || account === null) {
    return (
      <Button className="h-8 max-sm:h-10" onClick={() => void askToSignIn()}>
        {t('connectWallet')}
      </Button>
    )
  }
  return (
    <>
      <NotificationBell />
      <AccountChip account={account} />
    </>
  )
}

function AccountChip({ account }: { readonly account: string }) {
  const t = useTranslations('session')
  const tUnits = useTranslations('units')
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const [menuAsked, setMenuAsked] = useState(false)
  useLiveTopic('wallet')
  const chip = (
    <button type="button" className="wallet" aria-haspopup="menu" onClick={() => setMenuAsked(true)}>
      <span className="sr">{t('account')}</span>
      <span>{wallet === undefined ? <Skeleton width={64} /> : tUnits('pt', { amount: amountText(BigInt(wallet.available)) })}</span>
      <span className="mono acct">
        <Ident account={account} />
        {shortHex(account)}
      </span>
    </button>
  )
  return menuAsked ? <AccountMenu account={account} trigger={chip} /> : chip
}
