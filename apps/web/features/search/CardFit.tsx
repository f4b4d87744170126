'use client'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { largestFit } from '#web/parts/search/modelFits.ts'

/** The largest model of the usual ones that fits into so much GPU memory, on the card of a machine. */
export function CardFit({ vramGib }: { readonly vramGib: number }) {
  const t = useTranslations('search')
  const fit = largestFit(vramGib)
  if (fit === null) return null
  return (
    <span className="row g1 go">
      <Check className="i s" aria-hidden />
      {t('fits', { model: fit.name })}
    </span>
  )
}
