'use client'
import type { OrderPlaceWire, OrderWire } from '@infinitio/domain/wire'
import { bidFromWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { percentText } from '#web/parts/market/marketTexts.ts'
import { chanceWish } from '#web/features/order-ticket/chanceWish.ts'
import { useFillChance } from '#web/features/order-ticket/useFillChance.ts'
import { waitingWishOf } from '#web/features/order-ticket/waitingWish.ts'

type OrderOutlookProps = {
  readonly order: OrderWire
  /** Undefined while it is not known, or the bid does not stand. */
  readonly place: OrderPlaceWire | undefined
  /** The block clock. */
  readonly now: number
}

/** What a bid that waits can hope for: what stands before it, whether the balance covers it, and the chance that it fills in its time. */
export function OrderOutlook({ order, place, now }: OrderOutlookProps) {
  const t = useTranslations('orders.outlook')
  const signed = order.order
  const wish =
    'renter' in signed && place !== undefined && place.fundedGpus > 0 ? waitingWishOf({ ...bidFromWire(signed), gpus: order.gpusToGo }, now) : null
  const chance = useFillChance(wish === null ? null : chanceWish(wish, now))?.chance ?? null
  if (place === undefined) return null
  if (place.fundedGpus === 0) return <span className="sub warn">{t('skipped')}</span>
  return (
    <>
      <span className="sub">
        {t('before', { gpus: place.gpusBefore })}
        {chance !== null && `, ${t('chance', { percent: percentText(chance.bps) })}`}
      </span>
      {place.fundedGpus < order.gpusToGo && <span className="sub warn">{t('covered', { covered: place.fundedGpus, gpus: order.gpusToGo })}</span>}
    </>
  )
}
