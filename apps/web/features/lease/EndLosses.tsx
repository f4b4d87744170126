'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/features/api/browserApi.ts'
import { diskQuery } from '#web/features/disk/diskQuery.ts'
import { momentText } from '#web/features/format/clockText.ts'

/** What an end takes for good, said before it: programs, the disk and its last copy, addresses, teammates. */
export function EndLosses({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.end.lost')
  // Copies are of who booked it.
  const { data: disk } = useQuery({ ...diskQuery(browserApi, lease.leaseId), enabled: !lease.heldByTransfer })
  const copy = disk?.snapshots.find(({ state }) => state === 'stored')
  const ports = lease.workload?.ports.length ?? 0
  return (
    <section className="stack g1 t13" aria-label={t('title')}>
      <b>{t('title')}</b>
      <ul className="bullets">
        <li>{t('programs')}</li>
        <li>
          {t('disk')} {copy === undefined ? t('noCopy') : t('copy', { time: momentText(copy.takenAt ?? copy.createdAt) })}
        </li>
        {ports > 0 && <li>{t('ports', { count: ports })}</li>}
        <li>{t('shares')}</li>
      </ul>
    </section>
  )
}
