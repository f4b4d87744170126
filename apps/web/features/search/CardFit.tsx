'use client'
import type { RunFitWire } from '@infinitio/domain/wire'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CardRunFit } from '#web/features/search/CardRunFit.tsx'
import { largestFit } from '#web/parts/search/modelFits.ts'

/** Shows how well a machine fits the searched model. Without one, it shows the largest common model that fits the GPU memory. */
export function CardFit({ vramGib, fit }: { readonly vramGib: number; readonly fit: RunFitWire | null }) {
  const t = useTranslations('search')
  if (fit !== null) return <CardRunFit fit={fit} />
  const largest = largestFit(vramGib)
  if (largest === null) return null
  return (
    <span className="row g1 go">
      <Check className="i s" aria-hidden />
      {t('fits', { model: largest.name })}
    </span>
  )
}
