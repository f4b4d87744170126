import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { listingQuery } from '#web/parts/machine/listingQuery.ts'
import { nearMaintenance } from '#web/parts/machine/nearMaintenance.ts'

/** A lease, signed or not: its machine and its times in Unix seconds. For a running lease, `from` is now. */
type LeaseMaintenanceProps = { readonly node: string; readonly from: number; readonly until: number }

/** Warns of maintenance that overlaps a lease or begins soon after it. Renders nothing while the machine is loading or cannot be read. */
export function LeaseMaintenance({ node, from, until }: LeaseMaintenanceProps) {
  const t = useTranslations('lease.maintenance')
  const { data } = useQuery(listingQuery(browserApi, node, null))
  const near = data === undefined ? null : nearMaintenance(data.maintenance, { from, until })
  if (near === null) return null
  return <Callout tone="warn">{t(near.overlaps ? 'during' : 'after', { from: momentText(near.from), until: momentText(near.until) })}</Callout>
}
