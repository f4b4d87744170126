'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
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
  /** Start of a later lease in Unix seconds; null for an immediate start. */
  readonly startAt: number | null
  /** How often the user asked for the shell by its link. */
  readonly asked: number
}

/**
 * Shows the new lease beside its progress: its shell, how to connect to it, and the link to its page. Before the machine is ready, an empty space is shown
 * instead of the shell.
 */
export function YourLease({ leaseId, isReady, startAt, asked }: YourLeaseProps) {
  const t = useTranslations('book.lease')
  const { data: lease } = useQuery({ ...leaseQuery(browserApi, leaseId ?? ''), enabled: leaseId !== null })
  const isOver = lease?.state === 'ended' || lease?.state === 'closed'
  useShellCode(startAt === null)
  useFreshLease(isReady ? leaseId : null)
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
      {startAt === null && !isOver && (
        <div className="toast !w-full" role="status">
          {isReady && <CircleCheck className="i go" aria-hidden />}
          <div className="grow">
            <b>{isReady ? t('ready', { leaseId }) : t('waitTitle')}</b>
            <p>{isReady ? lease !== undefined && t('escrow', { amount: amountText(BigInt(lease.escrow)) }) : t('waitText')}</p>
          </div>
        </div>
      )}
      <div className="stack g2">
        <Button asChild tone="primary" size="lg" full>
          <Link href={startAt === null ? `/leases/${leaseId}?tab=shell` : `/leases/${leaseId}`}>{t('openLease')}</Link>
        </Button>
        <p className="t12 dim text-center">{t('openText')}</p>
      </div>
      {startAt === null && !isOver && (
        <div id="shell">
          <ShellPlace leaseId={leaseId} isReady={isReady} lease={lease} asked={asked} />
        </div>
      )}
      {lease?.ssh !== undefined && lease.ssh !== null && (lease.access?.sshKeys.length ?? 0) > 0 && (
        <section className="panel panel-body">
          <SshLines lease={lease} ssh={lease.ssh} />
        </section>
      )}
    </div>
  )
}

/** Loads the code of the shell while the order is settled, so that the shell opens as soon as the machine is ready. */
function useShellCode(isWanted: boolean): void {
  useEffect(() => {
    // Ignores a failed load here, because the shell loads its code again when it opens.
    if (isWanted) void import('#web/features/terminal/ShellsView.tsx').catch(() => null)
  }, [isWanted])
}

/** Fetches the lease again as soon as its order is ready, because the cached lease may still be in its earlier state. Does nothing while `leaseId` is null. */
function useFreshLease(leaseId: string | null): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (leaseId !== null) void queryClient.invalidateQueries({ queryKey: ['lease', leaseId] })
  }, [queryClient, leaseId])
}

type ShellPlaceProps = Pick<YourLeaseProps, 'isReady' | 'asked'> & { readonly leaseId: string; readonly lease: LeaseWire | undefined }

/**
 * Shows the shell when the machine is ready. Before that, shows an empty box of the same size, so that the content below does not move. The order already shows
 * that the machine is ready, so the shell does not wait until the lease is fetched again. The gateway checks the lease itself.
 */
function ShellPlace({ leaseId, isReady, lease, asked }: ShellPlaceProps) {
  const t = useTranslations('book.lease')
  if (!isReady || lease === undefined) return <Skeleton width="100%" height={540} />
  return <ShellsView key={String(lease.image.state === 'here')} leaseId={leaseId} title={t('shell')} takesFocus={false} asked={asked} />
}

function Trouble({ lease }: { readonly lease: LeaseWire }) {
  return <MachineNotice lease={lease} now={useChainNow(lease.now.chainNow)} />
}
