'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { AutoExtendPromise } from '#web/features/auto-extend/AutoExtendPromise.tsx'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'
import { MachineNotice } from '#web/parts/other-machine/MachineNotice.tsx'
import { SshLines } from '#web/parts/lease/SshLines.tsx'

const ShellsView = dynamic(() => import('#web/features/terminal/ShellsView.tsx').then((module) => module.ShellsView), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={540} />,
})

type YourLeaseProps = {
  readonly leaseId: string | null
  readonly isReady: boolean
  /** When a lease starts that starts later, Unix seconds; null: at once. */
  readonly startAt: number | null
}

/** Beside the phases: the lease once it exists, its shell, which opens as soon as the machine is ready, how to reach it, and the way to its page. */
export function YourLease({ leaseId, isReady, startAt }: YourLeaseProps) {
  const t = useTranslations('book.lease')
  const { data: lease } = useQuery({ ...leaseQuery(browserApi, leaseId ?? ''), enabled: leaseId !== null })
  if (leaseId === null) {
    return (
      <section className="panel panel-body stack t13">
        <h3>{t('waitTitle')}</h3>
        <p>{t(startAt === null ? 'waitText' : 'waitLater')}</p>
      </section>
    )
  }
  return (
    <div className="stack g4">
      {lease !== undefined && <Trouble lease={lease} />}
      {lease !== undefined && <AutoExtendPromise lease={lease} asks={false} />}
      {isReady && (
        <div className="toast !w-full" role="status">
          <CircleCheck className="i go" aria-hidden />
          <div className="grow">
            <b>{t('ready', { leaseId })}</b>
            {lease !== undefined && <p>{t('escrow', { amount: amountText(BigInt(lease.escrow)) })}</p>}
          </div>
        </div>
      )}
      <section className="panel panel-body stack g3">
        <Button asChild tone={isReady ? 'primary' : 'plain'} size="lg" full>
          {startAt === null ? (
            <Link href={`/leases/${leaseId}?tab=shell`}>{t('openShell')}</Link>
          ) : (
            <Link href={`/leases/${leaseId}`}>{t('openLease')}</Link>
          )}
        </Button>
      </section>
      {isReady && lease?.state === 'active' && (
        <ShellsView key={String(lease.image.state === 'here')} leaseId={leaseId} title={t('shell')} takesFocus={false} />
      )}
      {lease?.ssh !== undefined && lease.ssh !== null && (lease.access?.sshKeys.length ?? 0) > 0 && (
        <section className="panel panel-body">
          <SshLines lease={lease} ssh={lease.ssh} />
        </section>
      )}
    </div>
  )
}

function Trouble({ lease }: { readonly lease: LeaseWire }) {
  return <MachineNotice lease={lease} now={useChainNow(lease.now.chainNow)} />
}
