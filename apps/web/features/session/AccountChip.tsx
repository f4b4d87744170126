'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { Ident } from '#web/parts/identity/Ident.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { NotificationBell } from '#web/features/notifications/NotificationBell.tsx'
import { holdsQuery } from '#web/parts/hold/holdsQuery.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

const AccountMenu = dynamic(() => import('#web/features/session/AccountMenu.tsx').then((module) => module.AccountMenu), { ssr: false })

/** The strip that shows an active hold (the reservation of a machine). The server renders it too, so that the page below it does not move. */
const HoldStrip = dynamic(() => import('#web/features/hold-strip/HoldStrip.tsx').then((module) => module.HoldStrip))

const SettingsSync = dynamic(() => import('#web/features/settings/SettingsSync.tsx').then((module) => module.SettingsSync), { ssr: false })

/** Shows the bell, the balance and the account menu of the signed-in account. */
export function AccountChip({ account }: { readonly account: string }) {
  const t = useTranslations('session')
  const tUnits = useTranslations('units')
  const tBalance = useTranslations('balances')
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const { data: holds } = useQuery(holdsQuery(browserApi))
  const [menuAsked, setMenuAsked] = useState(false)
  const [everHeld, setEverHeld] = useState(false)
  const isHolding = (holds?.items.length ?? 0) > 0
  if (isHolding && !everHeld) setEverHeld(true)
  useLiveTopic('wallet')
  const chip = (
    <button type="button" className="wallet" aria-haspopup="menu" onClick={() => setMenuAsked(true)}>
      <span className="sr">{t('account')}</span>
      <span className="sr">{tBalance('market')}</span>
      <span>{wallet === undefined ? <Skeleton width={64} /> : tUnits('pt', { amount: balanceText(BigInt(wallet.available), { digits: 2 }) })}</span>
      <span className="mono acct">
        <Ident account={account} />
        {shortHex(account)}
      </span>
    </button>
  )
  return (
    <>
      <NotificationBell />
      <SettingsSync />
      {(everHeld || isHolding) && <HoldStrip />}
      {menuAsked ? <AccountMenu account={account} trigger={chip} /> : chip}
    </>
  )
}
