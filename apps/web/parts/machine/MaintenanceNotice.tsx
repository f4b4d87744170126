import type { AskWire, ListingDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { nearMaintenance } from '#web/parts/machine/nearMaintenance.ts'

type MaintenanceNoticeProps = {
  readonly maintenance: ListingDetailWire['maintenance']
  /** The terms of the machine's listing, or null while it cannot be rented. */
  readonly ask: Pick<AskWire, 'maxDurationSeconds'> | null
  /** The start of the lease in Unix seconds. */
  readonly from: number
}

/**
 * Shows the next maintenance of a machine if it matters to the renter: if it overlaps the longest lease that the ask allows from `from` on, or begins within 24
 * h after that lease.
 */
export function MaintenanceNotice({ maintenance, ask, from }: MaintenanceNoticeProps) {
  const t = useTranslations('listing')
  const next = nearMaintenance(maintenance, { from, until: from + (ask?.maxDurationSeconds ?? Number.POSITIVE_INFINITY) })
  if (next === null) return null
  return (
    <div className="mb-4">
      <Callout tone="warn">{t('maintenance', { from: momentText(next.from), until: momentText(next.until) })}</Callout>
    </div>
  )
}
