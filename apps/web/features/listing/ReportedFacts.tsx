import type { MachineReportWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'

/** Facts that the machine reports about itself, with the label that nobody has checked them. Nothing where it reports none. */
export function ReportedFacts({ report }: { readonly report: MachineReportWire }) {
  const t = useTranslations('listing.reported')
  const { driver, cuda, gpuLink, diskWriteMbPerSecond } = report
  const rows = [
    { name: 'driver' as const, value: driver },
    { name: 'cuda' as const, value: cuda },
    { name: 'gpuLink' as const, value: gpuLink },
    { name: 'disk' as const, value: diskWriteMbPerSecond === null ? null : t('speed', { speed: diskWriteMbPerSecond }) },
  ].filter(({ value }) => value !== null)
  if (rows.length === 0) return null
  return (
    <section className="blk">
      <header>
        <h2>{t('title')}</h2>
        <p>{t('text')}</p>
      </header>
      <div className="panel">
        <table className="table">
          <tbody>
            {rows.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row" className="w-48">
                  {t(name)}
                </th>
                <td>
                  <b>{value}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
