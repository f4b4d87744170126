'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { diskPanelId, diskQuery, lastOwnSnapshot } from '#web/features/disk/diskQuery.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { sharesQuery } from '#web/features/sharing/sharingQuery.ts'

type EndLossesProps = { readonly lease: LeaseWire; readonly secondsGivenUp: number; readonly onLeave: () => void }

/**
 * Lists what is permanently lost if the lease is ended: programs, the disk, addresses, teammates' access and remaining time. If the disk has a snapshot, shows
 * its time, because then only later changes are lost. `onLeave` runs when the user opens the snapshots.
 */
export function EndLosses({ lease, secondsGivenUp, onLeave }: EndLossesProps) {
  const t = useTranslations('lease.end.lost')
  // Only the renting account can access the snapshots of the lease.
  const { data: disk } = useQuery({ ...diskQuery(browserApi, lease.leaseId), enabled: !lease.heldByTransfer })
  const { data: shared } = useQuery(sharesQuery(browserApi, lease.leaseId))
  const copy = disk === undefined ? null : lastOwnSnapshot(disk)
  const given = { span: spanText(secondsGivenUp) }
  const { noticeSeconds } = lease.terms
  const ports = lease.access?.ports.length ?? 0
  return (
    <section className="stack g1 t13" aria-label={t('title')}>
      <b>{t('title')}</b>
      <ul className="bullets">
        <li>{t('programs')}</li>
        <li>
          {t('disk')} {copy === null ? t('noCopy') : t('copy', { time: momentText(copy.takenAt ?? copy.createdAt) })}
          {disk?.available === true && lease.lost === null && (
            <>
              {' '}
              <a className="link" href={`#${diskPanelId}`} onClick={onLeave}>
                {t('snapshot')}
              </a>
            </>
          )}
        </li>
        {ports > 0 && <li>{t('ports', { count: ports })}</li>}
        {shared?.shares.length !== 0 && <li>{t('shares')}</li>}
        {secondsGivenUp > 0 && <li>{noticeSeconds > 0 ? t('timeAfterNotice', { ...given, notice: spanText(noticeSeconds) }) : t('time', given)}</li>}
      </ul>
    </section>
  )
}
