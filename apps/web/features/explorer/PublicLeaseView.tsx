'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { AccountLink } from '#web/parts/explorer/AccountLink.tsx'
import { publicLeaseQuery } from '#web/parts/explorer/explorerQueries.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

/** Shows the public chain data of one lease. Its renter sees more on the lease's own page. */
export function PublicLeaseView({ leaseId }: { readonly leaseId: string }) {
  const t = useTranslations('explorer.leases')
  const lease = useQuery(publicLeaseQuery(browserApi, leaseId))
  return (
    <QueryView query={lease} failed={t('failed')} skeleton={<Skeleton width="100%" height={320} />}>
      {(facts) => (
        <Panel title={t('named', { id: leaseId })} note={t(`states.${facts.state}`)} end={<FinalBadge final={facts.final} />}>
          <dl className="kv left panel-body">
            <dt>{t('machine')}</dt>
            <dd>
              <Link className="link" href={`/gpus/${facts.node}`}>
                {givenName(facts.nodeName)}
              </Link>{' '}
              {nodeTitle(facts)} {facts.simulated && <SimulatedBadge />}
            </dd>
            <dt>{t('renter')}</dt>
            <dd>
              <AccountLink account={facts.renter} />
            </dd>
            <dt>{t('provider')}</dt>
            <dd>
              <AccountLink account={facts.provider} />
            </dd>
            <dt>{t('price')}</dt>
            <dd>
              {t('perHour', { amount: amountText(BigInt(facts.pricePerGpuSecond) * 3_600n) })}
              <About units={BigInt(facts.pricePerGpuSecond) * 3_600n} />
            </dd>
            <dt>{t('span')}</dt>
            <dd>{t('fromTo', { from: momentText(facts.startAt), to: momentText(facts.endAt) })}</dd>
            <dt>{t('escrow')}</dt>
            <dd>
              {t('pt', { amount: amountText(BigInt(facts.escrow)) })}
              <About units={facts.escrow} />
            </dd>
            <dt>{t('pay')}</dt>
            <dd>
              {t('pt', { amount: amountText(BigInt(facts.pay)) })}
              <About units={facts.pay} />
            </dd>
            <dt>{t('refund')}</dt>
            <dd>
              {t('pt', { amount: amountText(BigInt(facts.refund)) })}
              <About units={facts.refund} />
            </dd>
            <dt>{t('bid')}</dt>
            <dd>
              <Link className="link mono break-all" href={`/explorer/orders/${facts.bidHash}`}>
                {facts.bidHash}
              </Link>
            </dd>
            {facts.transactions.map(({ kind, hash }) => (
              <TransactionFact key={kind} name={t(`steps.${kind}`)} hash={hash} />
            ))}
          </dl>
          <p className="panel-foot">
            <Link className="link" href={`/leases/${leaseId}`}>
              {t('own')}
            </Link>
          </p>
        </Panel>
      )}
    </QueryView>
  )
}

function TransactionFact({ name, hash }: { readonly name: string; readonly hash: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <TxLink hash={hash} />
      </dd>
    </>
  )
}
