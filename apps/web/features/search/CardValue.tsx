'use client'
import { priceOfReferenceWork } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { Award } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { amountText } from '#web/parts/format/amountText.ts'

type CardValueProps = { readonly listing: ListingWire }

/** Shows the value of a machine below its price: the cost, on this machine, of the work that one H100 does in one hour. */
export function CardValue({ listing: { ask, className } }: CardValueProps) {
  const t = useTranslations('search.value')
  const work = priceOfReferenceWork({ price: BigInt(ask.pricePerGpuSecond), className })
  return <p className="t12 dim">{work === null ? t('none') : t('card', { price: amountText(work * 3_600n) })}</p>
}

/** Shows the value of the first machine of a list that is sorted by value, with a badge. A machine of unknown value gets no badge. */
export function BestValue({ listing }: CardValueProps) {
  const t = useTranslations('search.value')
  const isKnown = priceOfReferenceWork({ price: BigInt(listing.ask.pricePerGpuSecond), className: listing.className }) !== null
  return (
    <>
      {isKnown && (
        <Badge tone="final" icon={<Award className="i" aria-hidden />}>
          {t('best')}
        </Badge>
      )}
      <CardValue listing={listing} />
    </>
  )
}
