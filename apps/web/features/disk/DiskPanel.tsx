'use client'
import type { LeaseDiskWire, LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { diskPanelId, diskQuery, isCopying, isMoving, lastOwnSnapshot } from '#web/features/disk/diskQuery.ts'
import { SnapshotList } from '#web/features/disk/SnapshotList.tsx'

const MoveDialog = dynamic(() => import('#web/features/disk/MoveDialog.tsx').then((module) => module.MoveDialog), { ssr: false })
const SnapshotDialog = dynamic(() => import('#web/features/disk/SnapshotDialog.tsx').then((module) => module.SnapshotDialog), { ssr: false })

/** Lists the snapshots of a lease's disk, and lets the user move the lease to another machine. Only the lease holder sees it. */
export function DiskPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.disk')
  const query = useQuery(diskQuery(browserApi, lease.leaseId))
  // An ended lease shows this panel only if it has stored snapshots.
  if (!isOpen(lease) && (query.data?.snapshots.length ?? 0) === 0) return null
  return (
    <div id={diskPanelId}>
      <Panel title={t('title')}>
        <div className="panel-body">
          <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={96} />}>
            {(disk) => <Disk lease={lease} disk={disk} />}
          </QueryView>
        </div>
      </Panel>
    </div>
  )
}

function Disk({ lease, disk }: { readonly lease: LeaseWire; readonly disk: LeaseDiskWire }) {
  const t = useTranslations('lease.disk')
  const [dialog, setDialog] = useState<'none' | 'snapshot' | 'move'>('none')
  const reasonId = useId()
  if (!disk.available) return <p className="t13 dim">{t('unavailable')}</p>
  const copies = disk.snapshots.some(isCopying)
  const isBusy = copies || isMoving(disk.move)
  const isLost = lease.lost !== null
  const canCopy = lease.state === 'active' && !isLost && !isBusy
  const canMove = !isBusy && disk.movedTo === null && (isLost ? lastOwnSnapshot(disk) !== null : lease.state === 'active')
  const reason = canCopy && canMove ? null : reasonOf({ isBusy, isLost, canMove, isMoved: disk.movedTo !== null })
  const describedBy = reason === null ? undefined : reasonId
  const close = () => setDialog('none')
  return (
    <div className="stack g3 t13">
      <p className="dim">{t('text', { days: disk.keptDays })}</p>
      <SnapshotList leaseId={lease.leaseId} snapshots={disk.snapshots} />
      {isOpen(lease) && (
        <div className="row wrap g2">
          <Button size="sm" disabled={!canCopy} aria-describedby={describedBy} onClick={() => setDialog('snapshot')}>
            {t(copies && !isMoving(disk.move) ? 'copying' : 'take')}
          </Button>
          <Button size="sm" disabled={!canMove} aria-describedby={describedBy} onClick={() => setDialog('move')}>
            {t(isMoving(disk.move) ? 'moving' : 'move')}
          </Button>
        </div>
      )}
      {isOpen(lease) && reason !== null && (
        <p className="t12 dim" id={reasonId}>
          {t(`waits.${reason}`)}
        </p>
      )}
      {dialog === 'snapshot' && <SnapshotDialog lease={lease} onClose={close} />}
      {dialog === 'move' && <MoveDialog lease={lease} disk={disk} onClose={close} />}
    </div>
  )
}

type DiskFacts = { readonly isBusy: boolean; readonly isLost: boolean; readonly canMove: boolean; readonly isMoved: boolean }

/** Returns why the disk of a lease cannot be copied or moved now; null if the other button shows the only thing to do. Pure. */
function reasonOf({ isBusy, isLost, canMove, isMoved }: DiskFacts): 'busy' | 'lost' | 'moved' | 'booked' | null {
  if (isBusy) return 'busy'
  if (isLost) return canMove ? null : 'lost'
  return isMoved ? 'moved' : 'booked'
}

/** Returns true if the panel shows the buttons that copy and move the lease's disk: until the lease ends, and also after its machine was lost. */
function isOpen({ state, lost }: LeaseWire): boolean {
  return state === 'booked' || state === 'active' || lost !== null
}
