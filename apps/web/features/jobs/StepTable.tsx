import type { JobTaskStateWire, JobWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { mostPtText } from '#web/features/jobs/mostPtText.ts'
import { RunAgain } from '#web/features/jobs/RunAgain.tsx'
import { TrainingCheck } from '#web/features/jobs/TrainingCheck.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'

const tones = {
  waiting: 'plain',
  planning: 'pending',
  ready: 'warn',
  submitting: 'pending',
  running: 'pending',
  merging: 'pending',
  booking: 'pending',
  leased: 'pending',
  ending: 'pending',
  done: 'final',
  failed: 'bad',
  skipped: 'bad',
  cancelled: 'plain',
} as const satisfies Record<JobTaskStateWire['phase'], BadgeTone>

/** Lists the steps of a job with their progress. Each step links to its batch of tasks, whose page shows every machine and every check, or to its lease. */
export function StepTable({ job, isOwn }: { readonly job: JobWire; readonly isOwn: boolean }) {
  const { spec, tasks } = job
  const t = useTranslations('jobs')
  return (
    <Panel title={t('steps')} note={t('stepsNote')}>
      <section className="scroll" aria-label={t('steps')}>
        <table className="table">
          <TableHead columns={[{ name: t('step') }, { name: t('progress') }, { name: t('work') }, { name: t('batch') }]} />
          <tbody>
            {Object.entries(tasks).map(([name, task]) => (
              <tr key={name}>
                <td>
                  <b>{name}</b>
                  <div className="t12 dim">{spec.tasks[name]?.adapter}</div>
                  {isOwn && <RunAgain job={job} step={name} />}
                </td>
                <td>
                  <Badge tone={tones[task.phase]}>{t(`step_${task.phase}`)}</Badge>
                  {task.reason !== null && <div className="t13 bad">{task.reason}</div>}
                  {task.check !== null && <TrainingCheck check={task.check} />}
                  {task.because !== null && <div className="t13 dim">{t('because', { step: task.because })}</div>}
                  {task.attempt !== null && task.attempt > 1 && <div className="t12 dim">{t('attempt', { attempt: task.attempt })}</div>}
                </td>
                <td>
                  <StepWork task={task} />
                </td>
                <td>
                  {task.lease !== null ? (
                    <LeaseOfStep lease={task.lease} />
                  ) : task.plan === null || task.phase === 'ready' || task.phase === 'submitting' ? (
                    t('unknown')
                  ) : (
                    <Link className="link mono" href={`/tasks/${task.plan.batchId}`}>
                      {shortHex(task.plan.batchId)}
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  )
}

function StepWork({ task: { plan, lease } }: { readonly task: JobTaskStateWire }) {
  const t = useTranslations('jobs')
  if (lease !== null) return t('leaseWork', { gpus: lease.plan.gpus, amount: mostPtText(lease.plan.cost.total) })
  return plan === null ? t('unknown') : t('workOf', { tasks: plan.batch.count, chunks: plan.batch.chunks })
}

/** Links to the present lease of a step, and shows its newest checkpoint. */
function LeaseOfStep({ lease: { leaseId, checkpoint, leases } }: { readonly lease: NonNullable<JobTaskStateWire['lease']> }) {
  const t = useTranslations('jobs')
  return (
    <>
      {leaseId === null ? (
        t('unknown')
      ) : (
        <Link className="link mono" href={`/leases/${leaseId}`}>
          {t('lease', { lease: leaseId })}
        </Link>
      )}
      {checkpoint !== null && <div className="t12 dim">{t('checkpoint', { checkpoint })}</div>}
      {leases > 0 && <div className="t12 dim">{t('leasesBefore', { leases })}</div>}
    </>
  )
}
