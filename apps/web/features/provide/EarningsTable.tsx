'use client'
import type { ProviderEarningsWire, SettledSumsWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { gpuHoursText } from '#web/parts/market/marketTexts.ts'

const firstNodes = 8

type EarningsTableProps = { readonly nodes: ProviderEarningsWire['nodes']; readonly total: SettledSumsWire }

/** Shows the earnings of each machine from settled leases, highest first, and their total. */
export function EarningsTable({ nodes, total }: EarningsTableProps) {
  const t = useTranslations('provide.earnings')
  const [isAll, setIsAll] = useState(false)
  const shown = isAll ? nodes : nodes.slice(0, firstNodes)
  return (
    <>
      <div className="scroll">
        <table className="table en">
          <TableHead
            columns={[
              { name: t('column.node') },
              { name: t('column.leases'), className: 'n hide-s' },
              { name: t('column.hours'), className: 'n hide-s' },
              { name: t('column.pay'), className: 'n hide-s' },
              { name: t('column.fee'), className: 'n hide-s' },
              { name: t('column.earned'), className: 'n' },
              { name: t('column.refund'), className: 'n' },
            ]}
          />
          <tbody>
            {shown.map(({ node, name, ...sums }) => (
              <SumsRow key={node} name={name} sums={sums} />
            ))}
          </tbody>
          <tfoot>
            <SumsRow name={t('all')} sums={total} />
          </tfoot>
        </table>
      </div>
      {nodes.length > firstNodes && (
        <p className="panel-foot">
          <button type="button" className="link" aria-expanded={isAll} onClick={() => setIsAll(!isAll)}>
            {isAll ? t('fewer') : t('showAll', { count: nodes.length })}
          </button>
        </p>
      )}
    </>
  )
}

function SumsRow({ name, sums }: { readonly name: string; readonly sums: SettledSumsWire }) {
  const pt = (units: string) => (
    <>
      {amountText(BigInt(units))}
      <About units={units} />
    </>
  )
  return (
    <tr>
      <td>
        <b className="strong">{name}</b>
      </td>
      <td className="n hide-s">{sums.leases}</td>
      <td className="n hide-s">{gpuHoursText(sums.gpuSeconds)}</td>
      <td className="n hide-s">{pt(sums.pay)}</td>
      <td className="n hide-s">{pt(sums.fee)}</td>
      <td className="n">
        <b>{pt(sums.earned)}</b>
      </td>
      <td className="n">{pt(sums.refund)}</td>
    </tr>
  )
}
