import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

/** Every price this node's provider asked, newest first, from the journal. A list, because prices change in steps and rarely. */
export function PriceHistory({ history }: { readonly history: ListingDetailWire['priceHistory'] }) {
  const t = useTranslations('listing')
  const tUnits = useTranslations('units')
  if (history.length === 0) return null
  const newestFirst = [...history].sort((a, b) => b.at - a.at)
  return (
    <section className="blk">
      <header>
        <h2>{t('priceHistory')}</h2>
        <p>{t('priceHistoryText')}</p>
      </header>
      <div className="panel scroll">
        <table className="table tight">
          <TableHead columns={[{ name: t('since') }, { name: t('pricePerGpuHour'), className: 'n' }]} />
          <tbody>
            {newestFirst.slice(0, 12).map(({ at, pricePerGpuSecond }) => (
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
