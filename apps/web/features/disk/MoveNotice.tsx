'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { cancellableMoveStates, moveSteps } from '@infinitio/domain'
import type { LeaseWire, MoveWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { diskQuery } from '#web/features/disk/diskQuery.ts'

const CancelMoveDialog = dynamic(() => import('#web/features/disk/CancelMoveDialog.tsx').then((module) => module.CancelMoveDialog), { ssr: false })

/**
 * While the data of this lease moves to another machine, shows how far the move has come and which of the two leases can be used now. Without a move, it shows
 * how far the lease's disk is restored. Without either, it shows nothing.
 */
export function MoveNotice({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.disk.notice')
  const isRenters = lease.role === 'renter' && !lease.heldByTransfer
  const { data } = useQuery({ ...diskQuery(browserApi, lease.leaseId), enabled: isRenters })
  if (data === undefined) return null
  const { move, restore } = data
  if (move !== null) return <Moving lease={lease} move={move} />
  if (restore === null || restore.state === 'done') return null
  if (restore.state === 'failed')
    return (
      <Callout tone="bad" alert>
        <b>{t('restoreFailed')}</b> <ErrorCode code={restore.code} />
      </Callout>
    )
  return (
    <Callout tone="plain">
      <b>{t('restoring', { percent: restore.percent })}</b> {t('restoringText')}
      <Meter percent={restore.percent} />
    </Callout>
  )
}

type MovingProps = { readonly lease: LeaseWire; readonly move: MoveWire }

function Moving({ lease, move }: MovingProps) {
  const t = useTranslations('lease.disk.notice')
  const other = lease.leaseId === move.fromLeaseId ? move.toLeaseId : move.fromLeaseId
  const link =
    other === null ? null : (
      <Link className="link nowrap" href={`/leases/${other}`}>
        {t('other', { leaseId: other })}
      </Link>
    )
  switch (move.state) {
    case 'failed':
      return (
        <Callout tone="bad" action={link} alert>
          <b>{t('failed')}</b> <Works move={move} /> <NewLease move={move} /> {sentenceOf(move.code ?? 'api.internal')} <ErrorCode code={move.code} />
        </Callout>
      )
    case 'cancelled':
      return (
        <Callout tone={move.newOver ? 'plain' : 'warn'} action={link}>
          <b>{t('cancelled')}</b> <Works move={move} /> <NewLease move={move} />
        </Callout>
      )
    case 'cancelling':
      return (
        <Callout tone="plain" action={link}>
          <b>{t('cancelling')}</b> <Works move={move} />
        </Callout>
      )
    case 'done':
      return (
        <Callout tone={move.oldEnded ? 'go' : 'warn'} action={link}>
          <b>{t(lease.leaseId === move.fromLeaseId ? 'gone' : 'came', { leaseId: other ?? '' })}</b>{' '}
          {move.oldEnded ? t('same') : t('notEnded', { leaseId: move.fromLeaseId })}
        </Callout>
      )
    default:
      return (
        <Callout tone="plain" action={link}>
          <b>{t(`step.${move.state}`)}</b> <Works move={move} />
          <Meter percent={Math.round((100 * (moveSteps.indexOf(move.state) + (move.percent ?? 0) / 100)) / (moveSteps.length - 1))} />
          {cancellableMoveStates.includes(move.state) && <CancelMove move={move} />}
        </Callout>
      )
  }
}

/** Shows which of the two leases has the data and the host names, during or after a move to another machine. */
function Works({ move: { oldLost, fromLeaseId, workingLeaseId } }: { readonly move: MoveWire }) {
  const t = useTranslations('lease.disk.notice')
  return t(oldLost && workingLeaseId === fromLeaseId ? 'lost' : 'works', { leaseId: workingLeaseId })
}

/** Shows which new lease a failed or cancelled move has left behind, if there is one. */
function NewLease({ move: { toLeaseId, newOver } }: { readonly move: MoveWire }) {
  const t = useTranslations('lease.disk.notice')
  if (toLeaseId === null) return null
  return t(newOver ? 'emptyOver' : 'empty', { leaseId: toLeaseId })
}

function CancelMove({ move }: { readonly move: MoveWire }) {
  const t = useTranslations('lease.disk.notice')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="mt-2">
      <Button size="sm" onClick={() => setIsOpen(true)}>
        {t('cancel')}
      </Button>
      {isOpen && <CancelMoveDialog move={move} onClose={() => setIsOpen(false)} />}
    </div>
  )
}

function Meter({ percent }: { readonly percent: number }) {
  const t = useTranslations('lease.disk.notice')
  return (
    <div className="meter mt-2" role="progressbar" aria-label={t('meter')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      <i style={{ width: `${percent}%` }} />
    </div>
  )
}
