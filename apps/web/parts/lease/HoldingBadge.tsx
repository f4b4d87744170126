import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/**
 * Shows how the reader came to a lease that is not simply rented: the reader got it from another account, gave it away, or may use it because its holder shares
 * it. Shows nothing for any other lease.
 */
export function HoldingBadge({ lease }: { readonly lease: Pick<LeaseWire, 'role' | 'heldByTransfer'> }) {
  const t = useTranslations('lease.holding')
  if (lease.role === 'former_renter') return <Badge tone="plain">{t('givenAway')}</Badge>
  if (lease.role === 'user' || lease.role === 'watcher') return <Badge tone="plain">{t('shared')}</Badge>
  if (lease.heldByTransfer && lease.role === 'renter') return <Badge tone="plain">{t('byTransfer')}</Badge>
  return null
}
