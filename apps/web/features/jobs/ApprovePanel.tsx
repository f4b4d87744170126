'use client'
import type { JobWire } from '@infinitio/domain/wire'
import { type ApprovalPlan, approveJob, readApproval } from '@infinitio/sdk/pool'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { jobKeyQuery } from '#web/features/jobs/private/jobKeys.ts'
import { pageRpcUrl } from '#web/parts/chain/pageRpcUrl.ts'
import { submitKeyOf } from '#web/features/jobs/private/submitKeys.ts'
import { CostLines } from '#web/features/jobs/CostLines.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { mostPtText } from '#web/features/jobs/mostPtText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WaitingButton } from '#web/parts/wallet-connection/WaitingButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

/** Shows the highest cost of the planned steps of a job, part by part, and asks the owner to approve them. */
export function ApprovePanel({ job }: { readonly job: JobWire }) {
  const t = useTranslations('jobs.approve')
  const plans = Object.values(job.tasks).flatMap(({ plan }) => plan ?? [])
  const sum = (part: keyof (typeof plans)[number]['cost']) => plans.reduce((total, { cost }) => total + BigInt(cost[part]), 0n)
  const cost = { reward: sum('reward'), checks: sum('checks'), fees: sum('fees'), baseFee: sum('baseFee'), total: sum('total') }
  const leases = Object.entries(job.tasks).flatMap(([name, { phase, lease }]) =>
    phase === 'ready' && lease !== null ? [{ name, ...lease.plan }] : [],
  )
  const later = Object.values(job.tasks).filter(({ phase }) => phase === 'waiting').length
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g4">
        {(plans.length > 0 || leases.length === 0) && <CostLines cost={cost} />}
        {leases.length > 0 && <LeaseLines leases={leases} />}
        {later > 0 && (
          <p className="t13 dim">{t(job.spec.private === undefined ? 'later' : 'laterPrivate', { later, amount: mostPtText(job.spec.maxCost) })}</p>
        )}
        <WalletBoundary waiting={<WaitingButton />}>
          <ApproveButton job={job} />
        </WalletBoundary>
      </div>
    </Panel>
  )
}

function ApproveButton({ job }: { readonly job: JobWire }) {
  const t = useTranslations('jobs.approve')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const isPrivate = job.spec.private !== undefined
  const key = useQuery(jobKeyQuery(job.jobId))
  // The page of a private job submits its steps with a separate key, so that the owner need not sign a further attempt.
  const approved = () => ({ job, rpcUrl: pageRpcUrl(), ...(isPrivate ? { submitKey: submitKeyOf(job.jobId) } : {}) })
  const plan = useQuery({ queryKey: ['job', job.jobId, 'approval'], queryFn: () => readApproval(browserApi, approved()) })
  const approving = useMutation({
    mutationKey: ['job', job.jobId, 'approve'],
    mutationFn: async () => {
      if (signer.state !== 'ready' || plan.data === undefined) return
      await approveJob(browserApi, { ...approved(), signer: signer.signer, plan: plan.data })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['job', job.jobId] }),
  })
  if (plan.data === undefined) return plan.isError ? <ProblemCallout error={plan.error} /> : <WaitingButton />
  const usesPool = Object.values(job.spec.tasks).some(({ lease }) => lease === undefined)
  const isShort = plan.data.lacks > 0n
  // The machines that the owner pays need the key of a private job. If this browser does not have the key, it could not give the key to them.
  const lacksKey = isPrivate && (key.data ?? null) === null
  return (
    <div className="stack g3">
      {usesPool && <Signed plan={plan.data} cost={plannedCostOf(job)} scheduler={job.scheduler} isPrivate={isPrivate} />}

      {approving.isError && <ProblemCallout error={approving.error} />}
      <SignerButton
        label={approving.isPending ? t('sending') : t('send')}
        disabled={approving.isPending}
        reason={isShort ? t('short', { lacks: mostPtText(plan.data.lacks) }) : lacksKey ? t('lacksKey') : null}
        onSign={() => approving.mutate()}
      />
    </div>
  )
}

/** Returns the most that the planned steps of a job cost in the task pool, in base units. */
function plannedCostOf({ tasks }: JobWire): bigint {
  return Object.values(tasks).reduce((sum, { plan }) => sum + BigInt(plan?.cost.total ?? 0), 0n)
}

type LeaseLinesProps = { readonly leases: readonly ({ readonly name: string } & NonNullable<JobWire['tasks'][string]['lease']>['plan'])[] }

/** Shows the most that the rented machines of each step cost. Amounts are in base units of PToken. */
function LeaseLines({ leases }: LeaseLinesProps) {
  const t = useTranslations('jobs.approve')
  const lines = leases.flatMap(({ name, cost: { time, fees, total } }) => [
    { name: t('leaseTime', { step: name }), amount: mostPtText(time) },
    { name: t('leaseFees', { step: name }), amount: mostPtText(fees) },
    { name: t('leaseTotal', { step: name }), amount: mostPtText(total), tone: 'total' as const },
  ])
  return (
    <>
      <MoneyLines lines={lines} />
      <p className="t13 dim">{t('leaseText')}</p>
    </>
  )
}

type SignedProps = {
  readonly plan: ApprovalPlan
  /** The most that the planned steps cost, in base units. */
  readonly cost: bigint
  readonly scheduler: string
  readonly isPrivate: boolean
}

function Signed({ plan: { deposit, dayCap, fromMarket }, cost, scheduler, isPrivate }: SignedProps) {
  const t = useTranslations('jobs.approve')
  return (
    <ul className="stack t13">
      {fromMarket > 0n && <li>{t('withdraw', { amount: mostPtText(fromMarket) })}</li>}
      {deposit > 0n && <li>{t('deposit', { amount: mostPtText(deposit) })}</li>}
      {deposit > cost && <li>{t('depositLeast', { cost: mostPtText(cost) })}</li>}
      {dayCap !== null && isPrivate && <li>{t('allowHere', { amount: mostPtText(dayCap) })}</li>}
      {dayCap !== null && !isPrivate && <li>{t('allow', { amount: mostPtText(dayCap), scheduler: `${scheduler.slice(0, 8)}…` })}</li>}
      {deposit === 0n && dayCap === null && <li>{t('nothing')}</li>}
      <li>{t('back')}</li>
    </ul>
  )
}
