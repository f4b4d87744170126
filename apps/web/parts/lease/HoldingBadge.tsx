import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/**
 * Shows how the reader is related to a lease that changed hands or is shared: another account gave it to the reader, the reader gave it away, or its holder
 * shares it with the reader. Shows nothing in all other cases.
 */
export function HoldingBadge({ lease }: { readonly lease: Pick<LeaseWire, 'role' | 'heldByTransfer'> }) {
  const t = useTranslations('lease.holding')
  if (lease.role === 'former_renter') return <Badge tone="plain">{t('givenAway')}</Badge>
  if (lease.role === 'user' || lease.role === 'watcher') return <Badge tone="plain">{t('shared')}</Badge>
  if (lease.heldByTransfer && lease.role === 'renter') return <Badge tone="plain">{t('byTransfer')}</Badge>
  return null
}
