import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/** Shows that a lease was given to the reader, given away by the reader, or shared with the reader by its holder. Shows nothing otherwise. */
export function HoldingBadge({ lease }: { readonly lease: Pick<LeaseWire, 'role' | 'heldByTransfer'> }) {
  const t = useTranslations('lease.holding')
  if (lease.role === 'former_renter') return <Badge tone="plain">{t('givenAway')}</Badge>
  if (lease.role === 'user' || lease.role === 'watcher') return <Badge tone="plain">{t('shared')}</Badge>
  if (lease.heldByTransfer && lease.role === 'renter') return <Badge tone="plain">{t('byTransfer')}</Badge>
  return null
}
