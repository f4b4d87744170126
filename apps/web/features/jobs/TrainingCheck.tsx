import type { TrainingCheckWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/** Shows which segments of a training were run again, on which lease, with which outcome, and what such a check does not show. */
export function TrainingCheck({ check: { of, segments, score, leastScore, trainedOn, checkedOn } }: { readonly check: TrainingCheckWire }) {
  const t = useTranslations('jobs.training')
  const others = segments.filter(({ segment, verdict }) => segment > 1 && verdict !== 'copied')
  const isLow = leastScore !== undefined && (score === null || score < leastScore)
  const agrees = segments.every(({ verdict }) => verdict === 'equal' || verdict === 'close')
  return (
    <div className="stack g1">
      <ul className="stack g1" aria-label={t('title')}>
        {segments.map(({ segment, verdict }) => (
          <li key={`${segment} ${verdict}`}>
            <Badge tone={verdict === 'equal' || verdict === 'close' ? 'final' : 'bad'}>{t(verdict, { segment })}</Badge>
          </li>
        ))}
      </ul>
      <div className="t13">
        {t('trainedOn')} <Leases leases={trainedOn} />
      </div>
      <div className="t13">
        {t('checkedOn')} <Leases leases={checkedOn} />
      </div>
      {score !== null && <div className="t13">{t('score', { score: String(score) })}</div>}
      {leastScore !== undefined && (
        <div>
          <Badge tone={isLow ? 'bad' : 'final'}>{t(isLow ? 'tooLow' : 'highEnough', { score: String(leastScore) })}</Badge>
        </div>
      )}
      <div className="t12 dim">{t('shows', { of, chance: others.length / (of - 1) })}</div>
      <div className="t12 dim">{t(agrees ? 'limits' : 'whoIsWrong')}</div>
    </div>
  )
}

function Leases({ leases }: { readonly leases: readonly string[] }) {
  const t = useTranslations('jobs')
  return leases.map((lease, index) => (
    <span key={lease}>
      {index > 0 && ', '}
      <Link className="link mono" href={`/leases/${lease}`}>
        {t('lease', { lease })}
      </Link>
    </span>
  ))
}
