'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { connectedQuery } from '#web/parts/session/connectedQuery.ts'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/**
 * The part of the top bar for a signed-in account. The server renders it too, so that the bar does not move when the script has loaded. Browsers without a
 * signed-in account never load the script.
 */
const AccountChip = dynamic(() => import('#web/features/session/AccountChip.tsx').then((module) => module.AccountChip), {
  loading: () => <Skeleton width={120} height={32} />,
})

/**
 * The right end of the top bar: "Connect wallet", "Sign in" if this page connected a wallet already, or the bell, balance and account of the signed-in user.
 */
export function AccountCorner() {
  const t = useTranslations('session')
  const account = useAccount()
  const { isError } = useQuery(sessionQuery(browserApi))
  const { data: wallet } = useQuery(connectedQuery)
  if (account === undefined && !isError) return <Skeleton width={120} height={32} />
  if (account === undefined || account === null) {
    return (
      <Button className="h-8 max-sm:h-10" onClick={() => void askToSignIn()}>
        {t(wallet ? 'signIn' : 'connectWallet')}
      </Button>
    )
  }
  return <AccountChip account={account} />
}
