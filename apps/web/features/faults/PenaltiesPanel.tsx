'use client'
import type { FaultWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { CompensationCap } from '#web/features/faults/CompensationCap.tsx'
import { whenText } from '#web/features/faults/FaultCard.tsx'
import { SlashNotice } from '#web/features/faults/SlashNotice.tsx'
import { nodeFaultsQuery } from '#web/features/faults/faultQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'

/**
 * Shows the faults of a machine that its provider caused, with the compensation paid from the provider's bond. It also shows a slash of the bond that is
 * announced but can still be disputed, and the most that renters of the machine can get from its bond.
 */
export function PenaltiesPanel({ node, gpus }: { readonly node: string; readonly gpus: number }) {
  const t = useTranslations('faults.penalties')
  const query = useQuery(nodeFaultsQuery(browserApi, node))
  return (
    <Panel
      className="mt-5"
      title={t('title')}
      note={t('note')}
      end={
        <span className="row wrap g3">
          <Link className="link t13" href="/disputes">
            {t('dispute')}
          </Link>
          <Link className="link t13" href="/docs/guides/faults">
            {t('guide')}
          </Link>
        </span>
      }
    >
      <SlashNotice />
      <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={48} className="m-4" />}>
        {({ items }) => (items.length === 0 ? <p className="panel-body t13 dim">{t('none')}</p> : <PenaltiesTable faults={items} />)}
      </QueryView>
      <CompensationCap node={node} gpus={gpus} />
    </Panel>
  )
}

function PenaltiesTable({ faults }: { readonly faults: readonly FaultWire[] }) {
  const t = useTranslations('faults')
  const heads = (['when', 'incident', 'rule'] as const).map((name) => ({
    name: t(`penalties.column.${name}`),
    className: name === 'rule' ? 'hide-s' : '',
  }))
  return (
    <div className="scroll">
      <table className="table en">
        <TableHead
          columns={[...heads, { name: t('penalties.column.lease'), className: 'n' }, { name: t('penalties.column.compensation'), className: 'n' }]}
        />
        <tbody>
          {faults.map((fault) => (
            <tr key={fault.number}>
              <td>{whenText(fault, t)}</td>
              <td>{t(`incident.${fault.incident}`, { value: fault.value ?? 0 })}</td>
              <td className="hide-s">{t('ruleText', { rule: fault.rule, text: t(`rules.${fault.rule}`) })}</td>
              <td className="n">
                <Link className="link" href={`/leases/${fault.leaseId}`}>
                  {fault.leaseId}
                </Link>
              </td>
              <td className="n">
                {amountText(BigInt(fault.paid?.compensation ?? '0'))} PT
                <About units={fault.paid?.compensation ?? '0'} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
