import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'

/** What it means that a lease changed hands, for who holds it now and for who gave it away. */
export function HoldingNotice({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.holding')
  if (lease.role === 'former_renter') return <Callout tone="plain">{t('givenAwayText', { holder: shortHex(lease.holder) })}</Callout>
  if (lease.heldByTransfer && lease.role === 'renter')
    return <Callout tone="plain">{t('byTransferText', { renter: shortHex(lease.terms.renter) })}</Callout>
  return null
}
