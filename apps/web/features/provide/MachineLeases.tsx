import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Button } from '#web/components/ui/Button.tsx'
import { LeaseTable } from '#web/features/provide/LeaseTable.tsx'
import { givenName } from '#web/parts/machine/nodeTitle.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

type MachineLeasesProps = {
  readonly node: Pick<ProviderNode, 'node' | 'name' | 'activeLeases' | 'completedLeases'>
  /** The newest leases on all machines of the provider. */
  readonly leases: readonly LeaseWire[]
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
  /** The provider's bond in PToken base units. */
  readonly bonded: bigint
  readonly onClose: () => void
}

/** Shows the newest leases of one machine below the table of machines. If the machine had more, links to its page, which lists its newest ones. */
export function MachineLeases({ node, leases, now, bonded, onClose }: MachineLeasesProps) {
  const t = useTranslations('provide.leases')
  const own = leases.filter((lease) => lease.terms.node === node.node)
  const hasMore = node.activeLeases + node.completedLeases > own.length
  return (
    <section aria-label={t('of', { name: givenName(node.name) })}>
      <header className="panel-head">
        <h3 className="t13">{t('of', { name: givenName(node.name) })}</h3>
        <span className="end">
          <Button size="sm" tone="ghost" onClick={onClose}>
            {t('hide')}
          </Button>
        </span>
      </header>
      {own.length === 0 && !hasMore ? <p className="panel-body t13 dim">{t('noneOne')}</p> : <LeaseTable leases={own} now={now} bonded={bonded} />}
      {hasMore && (
        <p className="panel-foot">
          <Link className="link" href={`/provide/nodes/${node.node}`}>
            {t('more')}
          </Link>
        </p>
      )}
    </section>
  )
}
