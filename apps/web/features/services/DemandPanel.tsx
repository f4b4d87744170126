'use client'
import type { ModelDemandWire } from '@infinitio/domain/wire'
import { getModelDemand } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { exactPtText, shareText } from '#web/parts/govern/tokenText.ts'

const everyMs = 60_000
const whole = 10n ** 18n
const shownModels = 10

/** Shows the demand for models, by the use that services settled today and yesterday. Shows nothing without settled use. */
export function DemandPanel() {
  const { data } = useQuery({ queryKey: ['services', 'demand'], queryFn: () => getModelDemand(browserApi), refetchInterval: everyMs })
  return data === undefined || data.items.length === 0 ? null : <DemandTable items={data.items} />
}

/** The table of `DemandPanel`. */
export function DemandTable({ items }: Pick<ModelDemandWire, 'items'>) {
  const t = useTranslations('services.demand')
  return (
    <Panel title={t('title')} note={t('note')}>
      <section className="scroll" aria-label={t('title')}>
        <table className="table">
          <TableHead
            columns={[
              { name: t('model') },
              { name: t('demand'), className: 'n' },
              { name: t('visits'), className: 'n' },
              { name: t('settled'), className: 'n hide-s' },
            ]}
          />
          <tbody>
            {items.slice(0, shownModels).map(({ model, demand, visits, settled }) => (
              <tr key={model}>
                <td>
                  <Link className="link" href={`/models/${encodeURIComponent(model)}`}>
                    {model}
                  </Link>
                </td>
                <td className="n">{shareText(demand, whole)}</td>
                <td className="n">{t('count', { visits })}</td>
                <td className="n hide-s">{exactPtText(settled)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="panel-foot">{t('foot')}</p>
    </Panel>
  )
}
