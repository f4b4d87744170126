import type { JobWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { mostPtText } from '#web/features/jobs/mostPtText.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { LiveMark } from '#web/parts/live/LiveMark.tsx'

const shown = 50

/** Lists the events of a job, newest first. */
export function JobJournal({ job: { events, spec } }: { readonly job: JobWire }) {
  const t = useTranslations('jobs.event')
  return (
    <Panel title={t('title')} end={<LiveMark />}>
      <ul className="panel-body stack g2">
        {events
          .slice(-shown)
          .toReversed()
          .map(({ number, at, event }) => (
            <li key={number} className="grid grid-cols-[auto_minmax(0,1fr)] gap-3">
              <span className="t13 dim">{momentText(at)}</span>
              <span>
                {textOf(event, { t, isPrivate: spec.private !== undefined })}
                {reasonOf(event) !== null && <span className="t13 dim"> {reasonOf(event)}</span>}
              </span>
            </li>
          ))}
      </ul>
    </Panel>
  )
}

type Event = JobWire['events'][number]['event']

function reasonOf(event: Event): string | null {
  if (event.kind === 'finished') return 'reason' in event.outcome ? event.outcome.reason : null
  return 'reason' in event ? event.reason : null
}

type Wording = { readonly t: ReturnType<typeof useTranslations<'jobs.event'>>; readonly isPrivate: boolean }

function textOf(event: Event, { t, isPrivate }: Wording): string {
  if (event.kind === 'retried' && event.task !== undefined) return t('retriedOne', { step: event.task })
  if (event.kind === 'leasePlanned') return t('leasePlanned', { step: event.task, amount: mostPtText(event.lease.cost.total) })
  if (event.kind === 'leased') return t('leased', { step: event.task, lease: event.leaseId })
  if (event.kind === 'checkpointed') return t('checkpointed', { step: event.task, checkpoint: event.name })
  if (event.kind === 'finished') return t(`finished_${event.outcome.kind}`, { step: event.task })
  if (event.kind === 'leaseEnded') return t('leaseEnded', { step: event.task, amount: mostPtText(event.paid) })
  if (event.kind === 'planned') return t(isPrivate ? 'plannedHere' : 'plannedFor', { step: event.task, amount: mostPtText(event.plan.cost.total) })
  return t(event.kind, { step: ('task' in event ? event.task : undefined) ?? '' })
}
