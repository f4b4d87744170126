'use client'
import type { BatchDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { batchProgress, phaseTones } from '#web/parts/tasks/batchProgress.ts'
import { batchQuery } from '#web/parts/tasks/batchQueries.ts'
import { TaskTable } from '#web/parts/tasks/TaskTable.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { deadlineText, momentText } from '#web/parts/format/clockText.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'

/** Shows one batch of the task pool: its progress and cost, and for each of its tasks the worker and the checks. */
export function BatchView({ id }: { readonly id: string }) {
  const t = useTranslations('tasks')
  useLiveTopic('tasks')
  const query = useQuery(batchQuery(browserApi, id))
  if (query.data === undefined)
    return query.isError ? <ErrorState title={t('oneFailed')} error={query.error} onRetry={() => void query.refetch()} /> : <GovernSkeleton />
  return (
    <div className="stack g4">
      <Progress batch={query.data} />
      <TaskTable batch={query.data} />
      <Facts batch={query.data} />
    </div>
  )
}

type BatchProps = { readonly batch: BatchDetailWire }

function Progress({ batch }: BatchProps) {
  const t = useTranslations('tasks')
  const { phase, shown, inWork, failed } = batchProgress(batch)
  const checks = batch.items.flatMap(({ runs }) => runs)
  const passed = checks.filter(({ agrees }) => agrees === true).length
  const caught = batch.items.filter(({ dispute }) => dispute?.verdict === 'worker wrong').length
  const workers = new Set(batch.items.flatMap(({ worker }) => worker ?? []))
  const paid = batch.items
    .flatMap(({ payments }) => payments)
    .reduce((sum, { amount, account }) => (account === batch.submitter ? sum : sum + BigInt(amount)), 0n)
  return (
    <Panel
      title={t('shownOf', { shown, tasks: batch.tasks })}
      note={t('inWork', { inWork, open: batch.open })}
      end={
        <span aria-live="polite">
          <Badge tone={phaseTones[phase]}>{t(`phase.${phase}`)}</Badge>
        </span>
      }
    >
      <div className="panel-body">
        <progress className="budget" value={shown} max={batch.tasks} aria-label={t('progress')} />
      </div>
      <div className="stats">
        <Stat name={t('paidSoFar')} value={exactPtText(`${paid}`)} below={t('ofAtMost', { amount: exactPtText(batch.escrow) })} />
        <Stat name={t('checksPassed')} value={passed} unit={t('ofChecks', { checks: checks.length })} below={t('caught', { caught })} />
        <Stat name={t('providers')} value={workers.size} below={t('chunksEach', { chunks: batch.chunks })} />
        <Stat name={t('withoutResult')} value={failed} below={t('paidBack')} />
      </div>
      {phase === 'waiting' && (
        <div className="panel-body">
          <Callout tone="plain">{t('waitingText', { deadline: deadlineText(batch.deadline) })}</Callout>
        </div>
      )}
    </Panel>
  )
}

function Facts({ batch }: BatchProps) {
  const t = useTranslations('tasks')
  return (
    <Panel title={t('facts')}>
      <dl className="kv left panel-body">
        <dt>{t('submitter')}</dt>
        <dd>
          <AccountText account={batch.submitter} />
        </dd>
        <dt>{t('adapter')}</dt>
        <dd>{batch.adapterName ?? t('otherAdapter')}</dd>
        <dt>{t('submitted')}</dt>
        <dd>{momentText(batch.submittedAt)}</dd>
        <dt>{t('deadline')}</dt>
        <dd>{momentText(batch.deadline)}</dd>
        <dt>{t('reward')}</dt>
        <dd>{exactPtText(batch.reward)}</dd>
        <dt>{t('verifyShare')}</dt>
        <dd>{exactPtText(batch.verifyShare)}</dd>
        <dt>{t('baseFee')}</dt>
        <dd>{exactPtText(batch.baseFee)}</dd>
        <dt>{t('batch')}</dt>
        <dd className="mono break-all">{batch.batchId}</dd>
        <dt>{t('input')}</dt>
        <dd className="mono break-all">{batch.inputRoot}</dd>
      </dl>
      <p className="panel-foot">{t('privacy')}</p>
    </Panel>
  )
}
