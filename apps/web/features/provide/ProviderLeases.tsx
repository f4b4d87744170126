import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { LeaseTable } from '#web/features/provide/LeaseTable.tsx'

type ProviderLeasesProps = {
  readonly leases: readonly LeaseWire[]
  readonly now: number
  readonly bonded: bigint
  /** True if all leases are of one machine, on the page of that machine. */
  readonly isOneMachine?: boolean
}

/** The API lists at most this many leases of a provider or a machine, the newest ones. */
const mostLeases = 100

/** Shows the newest leases on the provider's machines, running ones first, and what the provider earns with each after the fee. */
export function ProviderLeases({ leases, now, bonded, isOneMachine = false }: ProviderLeasesProps) {
  const t = useTranslations('provide.leases')
  return (
    <Panel className="mt-5" title={t(isOneMachine ? 'titleOne' : 'title')}>
      {leases.length === 0 ? (
        <p className="panel-body t13 dim">{t(isOneMachine ? 'noneOne' : 'none')}</p>
      ) : (
        <LeaseTable leases={leases} now={now} bonded={bonded} />
      )}
      {leases.length >= mostLeases && <p className="panel-foot">{t('limit', { count: leases.length })}</p>}
    </Panel>
  )
}
