import type { LeaseWire } from '@infinitio/domain/wire'
import { CalendarClock, Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { isExtending, isRelayUnderWay, startsIn } from '#web/parts/lease/leaseState.ts'

const soonSeconds = 3 * 3_600

/** Shows the state of a lease in a word with an icon: booked for later, starting, active, extending, ending, ends soon, or ended with the reason. */
export function LeaseStateBadge({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease.state')
  const tReason = useTranslations('lease.reason')
  if (lease.state === 'closed' || lease.state === 'ended') {
    const reason = lease.endReason ?? lease.ended?.reason
    const isBad = reason === 'node_lost' || reason === 'provider_ended'
    return (
      <Badge tone={isBad ? 'bad' : reason === 'no_show' ? 'warn' : 'plain'}>
        {reason === undefined ? t('ended') : tReason(reason === 'renter_ended' && lease.role !== 'renter' ? 'renter_ended_other' : reason)}
      </Badge>
    )
  }
  if (isRelayUnderWay(lease)) return <Badge tone="pending">{t(isExtending(lease) ? 'extending' : 'ending')}</Badge>
  const wait = startsIn(lease, now)
  if (wait !== null) {
    return (
      <Badge tone="plain" icon={<CalendarClock className="i" aria-hidden />}>
        {t('startsIn', { span: spanText(wait) })}
      </Badge>
    )
  }
  if (lease.state === 'booked') return <Badge tone="pending">{t('starting')}</Badge>
  const left = lease.endsAt - now
  if (left <= 0) return <Badge tone="plain">{t('timeUp')}</Badge>
  if (left < soonSeconds && lease.terms.durationSeconds > soonSeconds) {
    return (
      <Badge tone="warn" icon={<Hourglass className="i" aria-hidden />}>
        {t('endsIn', { span: spanText(left) })}
      </Badge>
    )
  }
  return <Badge tone={lease.ready?.final === true ? 'final' : 'pending'}>{t('active')}</Badge>
}
