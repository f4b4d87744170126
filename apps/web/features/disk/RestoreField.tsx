'use client'
import { snapshotMisfit } from '@infinitio/sdk'
import type { ListingWire, SnapshotWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Archive, HardDrive } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { bytesText } from '#web/parts/format/bytesText.ts'
import { isCopying, snapshotsQuery } from '#web/features/disk/diskQuery.ts'
import { storedSnapshotKey } from '#web/features/disk/storedSnapshotKey.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { sentencesText } from '#web/parts/format/listText.ts'

type RestoreFieldProps = {
  readonly account: string
  readonly listing: ListingWire
  /** The present time of this computer's clock, in Unix seconds. */
  readonly now: number
  readonly chosen: SnapshotWire | null
  readonly onChosen: (snapshot: SnapshotWire | null) => void
}

const empty = 'empty'

/** Lets the renter choose the initial content of the disk: empty, or one of the account's snapshots that fits this machine and that this wallet can decrypt. */
export function RestoreField(props: RestoreFieldProps) {
  const t = useTranslations('book.disk')
  const query = useQuery(snapshotsQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={64} />}>
      {({ items }) => {
        const kept = items.filter((one) => one.state === 'stored' || isCopying(one))
        return kept.length === 0 ? <p className="t13 dim">{t('none')}</p> : <Choice {...props} snapshots={kept} />
      }}
    </QueryView>
  )
}

function Choice({ account, listing, now, snapshots, chosen, onChosen }: RestoreFieldProps & { readonly snapshots: readonly SnapshotWire[] }) {
  const t = useTranslations('book.disk')
  const [renterKey, setRenterKey] = useState<string | null>(null)
  useEffect(() => setRenterKey(storedSnapshotKey(account)), [account])
  return (
    <div className="stack g3">
      <RadioCards
        label={t('title')}
        value={chosen?.snapshotId ?? empty}
        onValue={(value) => onChosen(snapshots.find(({ snapshotId }) => snapshotId === value) ?? null)}
      >
        <RadioCard value={empty} chosen={chosen === null} disabled={false} icon={HardDrive} title={t('empty')} text={t('emptyText')} />
        {snapshots.map((snapshot) => {
          const { snapshotId, leaseId, takenAt, createdAt, diskBytes, expiresAt } = snapshot
          const misfit = snapshotMisfit(snapshot, { renterKey, diskGib: listing.diskGib, nowSeconds: now })
          const what = t('facts', { size: bytesText(diskBytes ?? 0), leaseId, until: momentText(expiresAt) })
          return (
            <RadioCard
              key={snapshotId}
              value={snapshotId}
              chosen={chosen?.snapshotId === snapshotId}
              disabled={misfit !== null}
              icon={Archive}
              title={t('of', { at: momentText(takenAt ?? createdAt) })}
              text={misfit === null ? what : misfit === 'snapshot.not_stored' ? sentenceOf(misfit) : sentencesText([what, sentenceOf(misfit)])}
            />
          )
        })}
      </RadioCards>
      {chosen !== null && (
        <ul className="stack t13" aria-label={t('needs')}>
          <li>{t('signs')}</li>
          <li>{t('costs', { size: bytesText(chosen.storedBytes) })}</li>
          <li>{t('waits')}</li>
        </ul>
      )}
    </div>
  )
}
