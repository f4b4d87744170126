import type { StepEstimate } from '@infinitio/jobs/price'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { CostLines } from '#web/features/jobs/CostLines.tsx'
import { type EstimateAsk, estimateQuery, type LiveEstimate } from '#web/features/jobs/new-job/estimateQuery.ts'
import { mostPtText } from '#web/features/jobs/mostPtText.ts'
import { TakersCallout } from '#web/features/jobs/TakersCallout.tsx'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { spanText } from '#web/parts/format/spanText.ts'

const shownSteps = 8

type EstimateProps = {
  /** The job whose cost is to be estimated; null while a field of the form is not valid. */
  readonly ask: EstimateAsk | null
  /** The highest cost that the form allows for the job, in base units of PToken; null while that field is not valid. */
  readonly most: bigint | null
}

/**
 * Shows what a job would cost now, how long machines would work on it, and how many providers could take its tasks. The values change with the form. This panel
 * stores and signs nothing.
 */
export function EstimatePanel({ ask, most }: EstimateProps) {
  const t = useTranslations('jobs.new.estimate')
  const query = useQuery(estimateQuery(ask))
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g3" aria-live="polite" aria-busy={query.isFetching}>
        {ask === null ? (
          <p className="dim">{t('fault')}</p>
        ) : query.data !== undefined ? (
          <Known estimate={query.data} most={most} />
        ) : query.isError ? (
          <ErrorState title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton width="100%" height={260} />
        )}
      </div>
    </Panel>
  )
}

function Known({ estimate: { steps, cost, takers, seconds }, most }: { readonly estimate: LiveEstimate; readonly most: bigint | null }) {
  const t = useTranslations('jobs.new.estimate')
  const names = Object.entries(steps)
  const missing = names.filter(([, { kind }]) => kind !== 'known').length
  return (
    <>
      <ul className="stack g1 t13">
        {names.slice(0, shownSteps).map(([name, step]) => (
          <li key={name}>
            <StepText name={name} step={step} />
          </li>
        ))}
        {names.length > shownSteps && <li className="dim">{t('more', { count: names.length - shownSteps })}</li>}
      </ul>
      {cost === null ? <Callout tone="plain">{t('unknown')}</Callout> : <CostLines cost={cost} />}
      {cost !== null && missing > 0 && <p className="t13 dim">{t('without', { missing })}</p>}
      {cost !== null && most !== null && cost.total > most && <Callout tone="warn">{t('above', { most: mostPtText(most) })}</Callout>}
      {cost !== null && <p className="t13">{seconds === null ? t('noTime') : t('time', { time: spanText(seconds) })}</p>}
      {takers !== null && <TakersCallout takers={takers} />}
    </>
  )
}

function StepText({ name, step }: { readonly name: string; readonly step: StepEstimate }) {
  const t = useTranslations('jobs.new.estimate')
  switch (step.kind) {
    case 'known':
      return t('known', { step: name, tasks: step.size.tasks, chunks: step.size.chunks, time: spanText(step.seconds) })
    case 'later':
      return t('later', { step: name })
    case 'unread':
      return t('unread', { step: name })
    case 'wrong':
      return t('wrong', { step: name, reason: step.reason })
  }
}
