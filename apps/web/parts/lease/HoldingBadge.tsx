import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/** Says that a lease changed hands on the chain: held by whoever looks since it was given to them, or given away by them; or that it is another's, shared with them. Nothing otherwise. */
export function HoldingBadge({ lease }: { readonly lease: Pick<LeaseWire, 'role' | 'heldByTransfer'> }) {
  const t = useTranslations('lease.holding')
  if (lease.role === 'former_renter') return <Badge tone="plain">{t('givenAway')}</Badge>
  if (lease.role === 'user' || lease.role === 'watcher') return <Badge tone="plain">{t('shared')}</Badge>
  if (lease.heldByTransfer && lease.role === 'renter') return <Badge tone="plain">{t('byTransfer')}</Badge>
  return null
}
