import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { CircleCheck, CircleX, Clock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { errorSentences } from '#web/i18n/reading.ts'
import type { FleetVerdict } from '#web/features/asks/signEach.ts'

/** Shows whether the change of one machine succeeded, still waits, or was rejected and why. */
export function FleetVerdictLine({ verdict }: { readonly verdict: FleetVerdict }) {
  const t = useTranslations('provide.fleetAct')
  switch (verdict.state) {
    case 'done':
      return (
        <p className="t12 row g1">
          <CircleCheck className="i s" aria-hidden /> {t('done')}
        </p>
      )
    case 'waiting':
      return (
        <p className="t12 row g1">
          <Clock className="i s" aria-hidden /> {t('waiting')}
        </p>
      )
    case 'silent':
      return (
        <p className="t12 warn">
          <Clock className="i s" aria-hidden /> {t('silent')}
        </p>
      )
    case 'refused':
      return (
        <p className="t12 warn">
          <CircleX className="i s" aria-hidden /> {errorSentences()[verdict.code] ?? verdict.sentence} <ErrorCode code={verdict.code} />
        </p>
      )
  }
}
