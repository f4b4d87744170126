'use client'
import { useQuery } from '@tanstack/react-query'
import { Wallet } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { connectedQuery } from '#web/parts/session/connectedQuery.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/**
 * Shows its children when a user is signed in. Otherwise it explains why to connect a wallet and offers to connect one. `purpose` chooses the reason: to see
 * private data, to rent, to run jobs, or to take part in governance. `isPage` is true if the page has no other content.
 */
export function SignInGate({
  waiting,
  purpose = 'see',
  isPage = false,
  children,
}: {
  readonly waiting: ReactNode
  readonly purpose?: 'see' | 'rent' | 'job' | 'govern'
  readonly isPage?: boolean
  readonly children: ReactNode
}) {
  const t = useTranslations('session')
  const account = useAccount()
  const { data: wallet } = useQuery(connectedQuery)
  if (account === undefined) return waiting
  if (account !== null) return children
  return (
    <div className={purpose === 'govern' ? 'panel' : 'panel mt-6'}>
      <StateBox
        kind="empty"
        isPage={isPage}
        icon={Wallet}
        title={t('gate.title', { purpose })}
        actions={
          <Button tone="primary" onClick={() => void askToSignIn()}>
            {t(wallet ? 'signIn' : 'connectWallet')}
          </Button>
        }
      >
        {t('gate.text', { purpose })}
      </StateBox>
    </div>
  )
}
