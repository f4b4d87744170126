import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { mostText } from '#web/parts/format/sumTexts.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { cancelCost } from '#web/parts/lease/cancelCost.ts'

/** Shows until when cancelling is free before the lease is ready, and what it costs after that. Times are by the chain's clock. */
export function CancelTerms({ lease, now }: { readonly lease: Pick<LeaseWire, 'terms'>; readonly now: number }) {
  const t = useTranslations('lease.cancel')
  const { most, freeUntil, costsUntil } = cancelCost(lease, now)
  if (freeUntil === null || most === 0n || now > costsUntil) return t('free')
  const until = { cost: mostText(most), until: momentText(costsUntil) }
  return now <= freeUntil ? t('freeUntil', { ...until, moment: momentText(freeUntil) }) : t('costsUntil', until)
}
