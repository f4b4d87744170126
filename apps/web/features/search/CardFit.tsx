'use client'
import type { RunFitWire } from '@infinitio/domain/wire'
import { Check, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFitTexts } from '#web/features/search/useFitTexts.ts'
import { listText } from '#web/parts/format/listText.ts'
import { largestFit, useFitName } from '#web/parts/search/modelFits.ts'

/**
 * Shows how well the GPU memory of a machine suits the searched AI model. If no model was searched, shows the largest common model for which the memory is
 * enough.
 */
export function CardFit({ vramGib, fit }: { readonly vramGib: number; readonly fit: RunFitWire | null }) {
  const t = useTranslations('search')
  const nameOf = useFitName()
  if (fit !== null) return <CardRunFit fit={fit} />
  const largest = largestFit(vramGib)
  if (largest === null) return null
  return (
    <span className="row g1 go">
      <Check className="i s" aria-hidden />
      {t('fits', { model: nameOf(largest) })}
    </span>
  )
}

/** Explains the rank of a machine for an AI model: its highest speed and its drawbacks for this model. */
function CardRunFit({ fit }: { readonly fit: RunFitWire }) {
  const t = useTranslations('run.fit')
  const { speedText, warningText } = useFitTexts()
  const speed = speedText(fit)
  return (
    <span className="stack g1">
      {fit.warnings.length > 0 ? (
        <span className="row g1 warn">
          <TriangleAlert className="i s" aria-hidden />
          <span>
            <span className="sr-only">{t(`rating.${fit.rating}`)}: </span>
            {listText(fit.warnings.map(warningText))}
          </span>
        </span>
      ) : (
        <span className="row g1 go">
          <Check className="i s" aria-hidden />
          {t('rating.good')}
        </span>
      )}
      {speed !== null && <span>{speed}</span>}
    </span>
  )
}
