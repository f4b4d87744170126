import type { LeaseWire, OrderWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { LeaseStateBadge } from '#web/parts/lease/LeaseStateBadge.tsx'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

type ClusterLeasesProps = {
  readonly order: OrderWire
  readonly leases: readonly (LeaseWire | Pick<LeaseWire, 'leaseId' | 'ready'>)[]
  /** The block clock in Unix seconds. */
  readonly now: number
}

/** Lists the leases of a cluster with their states, and links to the lease list. */
export function ClusterLeases({ order, leases, now }: ClusterLeasesProps) {
  const t = useTranslations('cluster.leases')
  if (leases.length === 0)
    return (
      <section className="panel panel-body stack t13">
        <h2>{t('title')}</h2>
        <p>{t('none')}</p>
      </section>
    )
  const ready = leases.filter((lease) => lease.ready !== null).length
  return (
    <section className="panel" aria-label={t('title')}>
      <header className="panel-head">
        <h2>{t('title')}</h2>
        <span className="end t13 dim" aria-live="polite">
          {t('count', { ready, all: leases.length })}
        </span>
      </header>
      <ul className="clmachines">
        {leases.map((lease) => (
          <LeaseLine key={lease.leaseId} order={order} lease={lease} now={now} />
        ))}
      </ul>
      <div className="panel-body">
        <Button asChild tone="primary" size="lg" full>
          <Link href="/leases">{t('all')}</Link>
        </Button>
      </div>
    </section>
  )
}

type LeaseLineProps = Pick<ClusterLeasesProps, 'order' | 'now'> & { readonly lease: ClusterLeasesProps['leases'][number] }

function LeaseLine({ order, lease, now }: LeaseLineProps) {
  const t = useTranslations('cluster.leases')
  const match = order.matches.find(({ leaseId }) => leaseId === lease.leaseId)
  return (
    <li>
      <span className="row wrap">
        <b className="strong">{'node' in lease ? nodeTitle({ gpus: lease.terms.gpus, className: lease.node.className }) : `#${lease.leaseId}`}</b>
        {'node' in lease && lease.node.simulated && <SimulatedBadge />}
      </span>
      {'node' in lease ? <LeaseStateBadge lease={lease} now={now} /> : <Badge tone="pending">{t('settling')}</Badge>}
      <Link className="link t13" href={`/leases/${lease.leaseId}`}>
        {t('open', { leaseId: lease.leaseId })}
        {'node' in lease && <span className="sr">, {lease.node.name}</span>}
      </Link>
      {match !== undefined && <HourPrice perGpuSecond={match.pricePerGpuSecond} />}
    </li>
  )
}
