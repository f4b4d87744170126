'use client'
import type { LeaseSharesWire, LeaseWire } from '@infinitio/domain/wire'
import { unshareLease } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { sharesQuery } from '#web/features/sharing/sharingQuery.ts'

const ShareDialog = dynamic(() => import('#web/features/sharing/ShareDialog.tsx').then((module) => module.ShareDialog), { ssr: false })

/** Lists the teammates with whom a lease is shared, and lets the holder share it with more. */
export function SharesPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.sharing')
  const [isSharing, setIsSharing] = useState(false)
  const query = useQuery(sharesQuery(browserApi, lease.leaseId))
  return (
    <Panel
      title={t('title')}
      end={
        <Button size="sm" onClick={() => setIsSharing(true)}>
          <UserPlus className="i s" aria-hidden />
          {t('share')}
        </Button>
      }
    >
      <div className="panel-body">
        <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={48} />}>
          {({ shares }) => (shares.length === 0 ? <p className="t13 dim">{t('none')}</p> : <Shares leaseId={lease.leaseId} shares={shares} />)}
        </QueryView>
      </div>
      {isSharing && <ShareDialog lease={lease} onClose={() => setIsSharing(false)} />}
    </Panel>
  )
}

function Shares({ leaseId, shares }: { readonly leaseId: string; readonly shares: LeaseSharesWire['shares'] }) {
  const t = useTranslations('lease.sharing')
  const queryClient = useQueryClient()
  const taking = useMutation({
    mutationFn: (account: string) => unshareLease(browserApi, { leaseId, account }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['lease-shares', leaseId] }),
  })
  return (
    <div className="stack g2">
      <ul className="stack g2">
        {shares.map(({ account, right, sshKeys }) => (
          <li key={account} className="row between t13">
            <span className="stack g1">
              <AccountText account={account} />
              <span className="t12 dim">
                {t(`right.${right}`)}
                {right === 'use' && `, ${t('keys', { count: sshKeys })}`}
              </span>
            </span>
            <Button
              size="sm"
              tone="ghost"
              disabled={taking.isPending}
              aria-label={t('takeBackNamed', { account: shortHex(account) })}
              onClick={() => taking.mutate(account)}
            >
              {t('takeBack')}
            </Button>
          </li>
        ))}
      </ul>
      <p className="t12 dim">{t('takeBackText')}</p>
      {taking.isError && <ProblemCallout error={taking.error} />}
    </div>
  )
}
