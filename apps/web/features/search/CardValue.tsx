'use client'
import { priceOfReferenceWork } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'

/** Shows the value of a machine below its price: the cost, on this machine, of the work that one H100 does in one hour. */
export function CardValue({ listing: { ask, className } }: { readonly listing: ListingWire }) {
  const t = useTranslations('search.value')
  const work = priceOfReferenceWork({ price: BigInt(ask.pricePerGpuSecond), className })
  return <p className="t12 dim">{work === null ? t('none') : t('card', { price: amountText(work * 3_600n) })}</p>
}
