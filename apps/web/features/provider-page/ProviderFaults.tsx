'use client'
import type { FaultWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { whenText } from '#web/features/faults/FaultCard.tsx'
import { providerFaultsQuery } from '#web/features/provider-page/providerPageQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'

/** Lists the faults that a provider caused and the leases that it ended, newest first. */
export function ProviderFaults({ account }: { readonly account: string }) {
  const t = useTranslations('providerPage.faults')
  const query = useQuery(providerFaultsQuery(browserApi, account))
  return (
    <Panel
      className="mt-5"
      title={t('title')}
      note={t('note')}
      end={
        <Link className="link t13" href="/docs/guides/faults">
          {t('guide')}
        </Link>
      }
    >
      <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={48} className="m-4" />}>
        {({ items }) => (items.length === 0 ? <p className="panel-body t13 dim">{t('none')}</p> : <FaultTable faults={items} />)}
      </QueryView>
    </Panel>
  )
}

/**
 * Shows faults as rows: time, incident with the provider's answer, and rule. Also shows the machine of each fault, unless all faults are of one machine
 * (`isOfNode`).
 */
export function FaultTable({ faults, isOfNode = false }: { readonly faults: readonly FaultWire[]; readonly isOfNode?: boolean }) {
  const t = useTranslations('providerPage.faults')
  const tFaults = useTranslations('faults')
  const columns = [{ name: t('when') }, { name: t('incident') }, { name: t('rule'), className: 'hide-s' }]
  const ofMachine = isOfNode ? [] : [{ name: t('machine'), className: 'n' }]
  return (
    <div className="scroll">
      <table className="table en">
        <TableHead columns={[...columns, ...ofMachine]} />
        <tbody>
          {faults.map((fault) => (
            <tr key={fault.number}>
              <td>{whenText(fault, tFaults)}</td>
              <td>
                {tFaults(`incident.${fault.incident}`, { value: fault.value ?? 0 })}
                {fault.answers.map(({ at, text }) => (
                  <p key={at} className="t12 dim whitespace-pre-wrap break-words">
                    {t('answer', { text })}
                  </p>
                ))}
              </td>
              <td className="hide-s">{tFaults('ruleText', { rule: fault.rule, text: tFaults(`rules.${fault.rule}`) })}</td>
              {!isOfNode && (
                <td className="n">
                  <Link className="link mono" href={`/gpus/${fault.node}`}>
                    {fault.node.slice(0, 10)}
                  </Link>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
