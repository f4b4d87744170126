import type { ListingDetailWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { priceChanges } from '#web/features/listing/priceChanges.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

/** Loads after the page, because a renter does not need the chart to rent. */
const PriceChart = dynamic(() => import('#web/features/listing/PriceChart.tsx').then((module) => module.PriceChart), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={152} />,
})

/** Compares the provider's asks with the class's trade prices, as a chart and as a table from the journal. */
export function PriceHistory({
  detail: { classId, className, listing, unavailable, priceHistory: history },
}: {
  readonly detail: ListingDetailWire
}) {
  const t = useTranslations('listing')
  const tUnits = useTranslations('units')
  if (history.length === 0) return null
  return (
    <section className="blk">
      <header>
        <h2>{t('priceHistory')}</h2>
        <p>{t('priceHistoryText')}</p>
      </header>
      <div className="panel panel-body">
        <PriceChart
          {...{ classId, className, priceHistory: history }}
          isPerGpu={listing === null || listing.vramGib > 0}
          isOffered={unavailable !== 'paused' && unavailable !== 'retired'}
        />
      </div>
      <div className="panel scroll mt-3">
        <table className="table tight">
          <TableHead columns={[{ name: t('since') }, { name: t('pricePerGpuHour'), className: 'n' }]} />
          <tbody>
            {priceChanges(history)
              .slice(0, 12)
              .map(({ at, pricePerGpuSecond }) => (
                <tr key={`${at}${pricePerGpuSecond}`}>
                  <td>{dayMinuteText(at)}</td>
                  <td className="n">
                    <b>{amountText(BigInt(pricePerGpuSecond) * 3_600n)}</b> {tUnits('ptPerHour')}
                    <About units={BigInt(pricePerGpuSecond) * 3_600n} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
