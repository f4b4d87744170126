'use client'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import type { Emission } from '#web/parts/govern/emissionQueries.ts'
import { shareText } from '#web/parts/govern/gText.ts'
import { wadText } from '#web/parts/govern/wadText.ts'

type Groups = NonNullable<Emission['earnings']>['classes']

/** What the last epoch's nodes earned, by class of GPU and by region. */
export function EarningsPanel({ earnings }: { readonly earnings: NonNullable<Emission['earnings']> }) {
  const t = useTranslations('govern.emission.by')
  return (
    <Panel title={t('title')}>
      <GroupTable name={t('classes')} groups={earnings.classes} />
      <GroupTable name={t('regions')} groups={earnings.regions} />
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}

function GroupTable({ name, groups }: { readonly name: string; readonly groups: Groups }) {
  const t = useTranslations('govern.emission.by')
  const all = groups.reduce((sum, { earned }) => sum + BigInt(earned), 0n)
  return (
    <section className="scroll gsame" aria-label={name}>
      <table className="table">
        <TableHead
          columns={[
            { name },
            { name: t('nodes'), className: 'n hide-s' },
            { name: t('hours'), className: 'n hide-s hide-m' },
            { name: t('earned'), className: 'n' },
          ]}
        />
        <tbody>
          {groups.map(({ id, name: own, nodes, referenceGpuHours, earned }) => (
            <tr key={id}>
              <td>{id === null ? t('unknown') : (own ?? id)}</td>
              <td className="n hide-s">{nodes}</td>
              <td className="n hide-s hide-m mono">{wadText(referenceGpuHours)}</td>
              <td className="n">
                {wadText(earned)} PT
                <div className="t12 dim">{shareText(earned, all)}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
