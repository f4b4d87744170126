'use client'
import type { NetworkNodeWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { providerMachinesQuery } from '#web/features/provider-page/providerPageQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { proofMaker } from '#web/parts/machine/proofMaker.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'

const dots = { answering: 'ok', suspect: 'wait', lost: 'bad', retired: 'off' } as const

/** Lists the machines of a provider, with a link to each. */
export function MachineRows({ provider }: { readonly provider: string }) {
  const t = useTranslations('providerPage')
  const list = useInfiniteQuery(providerMachinesQuery(browserApi, provider))
  if (list.data === undefined)
    return list.isError ? (
      <ErrorState title={t('machinesFailed')} error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton width="100%" height={260} />
    )
  const nodes = list.data.pages.flatMap(({ items }) => items)
  const columns = [
    { name: t('machine') },
    { name: t('place'), className: 'hide-s' },
    { name: t('tier'), className: 'hide-s' },
    { name: t('rented'), className: 'n' },
    { name: t('state'), className: 'n' },
  ]
  return (
    <Panel title={t('machines')}>
      {nodes.length === 0 ? (
        <p className="panel-body t13 dim">{t('noMachines')}</p>
      ) : (
        <div className="scroll">
          <table className="table tight">
            <TableHead columns={columns} />
            <tbody>
              {nodes.map((node) => (
                <MachineRow key={node.node} node={node} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <div className="panel-foot">
          <Button size="sm" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t(list.isFetchingNextPage ? 'loading' : 'more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function MachineRow({ node }: { readonly node: NetworkNodeWire }) {
  const t = useTranslations('providerPage')
  const locationText = useLocationText()
  const { name, simulated, className, regionName, country, city, gpus, rentedGpus, tier, state } = node
  const tierText = t('tierName', { tier: String(tier), maker: tier === 0 ? 'none' : proofMaker(node) })
  return (
    <tr>
      <td>
        <Link href={`/gpus/${node.node}`}>
          <b className="strong">{name}</b>
        </Link>{' '}
        <span className="dim">{nodeTitle({ gpus, className })}</span> {simulated && <SimulatedBadge />}
        <span className="only-phone t12 dim">{tierText}</span>
      </td>
      <td className="dim hide-s">{locationText({ city, country, regionName })}</td>
      <td className="dim hide-s">{tierText}</td>
      <td className="n">{t('rentedOf', { rented: rentedGpus, gpus })}</td>
      <td className="n">
        <span className="row g1 inline-flex nowrap">
          <span className={clsx('dot', dots[state])} aria-hidden />
          {t(`states.${state}`)}
        </span>
      </td>
    </tr>
  )
}
