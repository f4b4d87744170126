'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { AccountLink } from '#web/parts/explorer/AccountLink.tsx'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { publicAccountQuery, publicOrderQuery } from '#web/parts/explorer/explorerQueries.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { momentText } from '#web/parts/format/clockText.ts'

/** Shows one order of the order book. Everyone may see it, because it is in the public journal. */
export function PublicOrderView({ hash }: { readonly hash: string }) {
  const t = useTranslations('explorer.order')
  const query = useQuery(publicOrderQuery(browserApi, hash))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={260} />}>
      {(order) => (
        <Panel title={t(order.kind)} note={t(`states.${order.state}`)}>
          <dl className="kv left panel-body">
            <dt>{t('hash')}</dt>
            <dd className="mono break-all">{hash}</dd>
            {order.code !== null && (
              <>
                <dt>{t('why')}</dt>
                <dd>{sentenceOf(order.code)}</dd>
              </>
            )}
            <dt>{t('account')}</dt>
            <dd className="row wrap g2">
              <AccountLink account={order.account} />
              <SimulatedAccount account={order.account} />
            </dd>
            <dt>{t('gpus')}</dt>
            <dd>{'maxGpus' in order.order ? order.order.maxGpus : order.order.gpus}</dd>
            <dt>{t(order.kind === 'bid' ? 'limit' : 'price')}</dt>
            <dd>
              {t('perHour', { amount: amountText(pricePerGpuSecond(order) * 3_600n) })}
              <About units={pricePerGpuSecond(order) * 3_600n} />
            </dd>
            <dt>{t('placed')}</dt>
            <dd>{momentText(order.createdAt)}</dd>
            <Leases order={order} />
          </dl>
        </Panel>
      )}
    </QueryView>
  )
}

/** Marks an account that belongs to the simulated market, so that readers know that no person placed its orders. */
function SimulatedAccount({ account }: { readonly account: string }) {
  const t = useTranslations('explorer.account')
  const { data } = useQuery(publicAccountQuery(browserApi, account))
  return data?.simulated === true && <span className="badge simulated nowrap">{t('simulated')}</span>
}

function Leases({ order: { matches, leaseId } }: { readonly order: OrderWire }) {
  const t = useTranslations('explorer.order')
  const ids = [...new Set([leaseId, ...matches.map((match) => match.leaseId)])].filter((id) => id !== null)
  if (ids.length === 0) return null
  return (
    <>
      <dt>{t('leases')}</dt>
      <dd className="row wrap">
        {ids.map((id) => (
          <Link key={id} className="link mono" href={`/explorer/leases/${id}`}>
            #{id}
          </Link>
        ))}
      </dd>
    </>
  )
}

function pricePerGpuSecond({ order }: OrderWire): bigint {
  return BigInt('maxPricePerGpuSecond' in order ? order.maxPricePerGpuSecond : order.pricePerGpuSecond)
}
