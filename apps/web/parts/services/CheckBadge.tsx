'use client'
import type { CheckStandingWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

/** Shows the standing of an AI service by the checks of validators: its answers that agreed with those of other services, and the time of the last check. */
export function CheckBadge({ checks }: { readonly checks: CheckStandingWire | null }) {
  const t = useTranslations('serviceChecks')
  const { standing, judged, agreed, lastAt } = checks ?? { standing: 'unchecked', judged: 0, agreed: 0, lastAt: null }
  return (
    <>
      <Badge tone={standing === 'fine' ? 'final' : standing === 'left_out' ? 'warn' : 'plain'}>{t(standing)}</Badge>
      {judged > 0 && lastAt !== null && (
        <div className="t12 dim">
          {t('rate', { agreed, judged })} · {t('last', { moment: dayMinuteText(lastAt) })}
        </div>
      )}
    </>
  )
}
