import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Stat } from '#web/components/ui/Stat.tsx'
import { laterStart } from '#web/features/clusters/togetherTerms.ts'
import { About } from '#web/parts/format/About.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { wholePriceText } from '#web/parts/format/wholePrice.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'

type ClusterTimeProps = { readonly leases: readonly LeaseWire[]; readonly now: number }

/**
 * Shows how long the live leases of a cluster still run, and what they cost together per hour. Before their start, shows when they start. Shows nothing if all
 * of them are over.
 */
export function ClusterTime({ leases, now }: ClusterTimeProps) {
  const t = useTranslations('clusterPage.time')
  const tUnits = useTranslations('units')
  const live = leases.filter(({ state, endsAt }) => (state === 'booked' || state === 'active') && endsAt > now)
  if (live.length === 0) return null
  const startAt = laterStart(live, now)
  const ends = live.map(({ endsAt }) => endsAt)
  const [first, last] = [Math.min(...ends), Math.max(...ends)]
  const amounts = live.map((lease) => liveAmounts(lease, now))
  const perHour = amounts.reduce((sum, { perSecond }) => sum + perSecond, 0n) * 3_600n
  const unit = (
    <>
      {tUnits('ptPerHour')}
      <About units={perHour} />
    </>
  )
  const until = first === last ? t('until', { moment: momentText(last) }) : t('untilEach', { first: momentText(first), last: momentText(last) })
  return (
    <div className="stats">
      {startAt === null ? (
        <Stat name={t('left')} value={spanText(first - now)} below={until} />
      ) : (
        <Stat name={t('startsIn')} value={spanText(startAt - now)} below={t('from', { moment: momentText(startAt), end: momentText(last) })} />
      )}
      <Stat
        name={t('perHour')}
        value={wholePriceText(perHour)}
        unit={unit}
        below={t('billed', { count: amounts.filter(({ isBilling }) => isBilling).length, all: live.length })}
      />
    </div>
  )
}
