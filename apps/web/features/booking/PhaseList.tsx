import type { PhaseWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { Check, LoaderCircle, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { type SeenAt, secondsTo } from '#web/features/booking/phaseTimes.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

/** After this many seconds, the page shows that the start is slow. */
const slowAfterSeconds = 15

export type PhaseListProps = {
  /** Decides how the steps are worded: for one machine or for a cluster. */
  readonly of: 'machine' | 'cluster'
  readonly phases: readonly PhaseWire[]
  readonly seen: SeenAt
  readonly signedAtMs: number | null
  /** Free trial of the lease in seconds; 0 if it has none or if it is not known yet. */
  readonly trialSeconds?: number
  /** Seconds since the signature, or null when no step is pending. */
  readonly elapsed: number | null
}

/** Lists the steps from the signature of an order to its ready lease. It shows which steps are completed, current or later, and their times. */
export function PhaseList({ of, phases, seen, signedAtMs, trialSeconds = 0, elapsed }: PhaseListProps) {
  const acceptedAt = phases.find(({ phase }) => phase === 'accepted')?.at ?? null
  const nowIndex = phases.findIndex(({ state }) => state === 'waiting' || state === 'failed')
  return (
    <ol className="panel-body phases" aria-live="polite">
      {phases.map((phase, index) => (
        <PhaseRow
          key={phase.phase}
          of={of}
          phase={phase}
          number={index + 1}
          stage={index === nowIndex ? 'now' : phase.state === 'waiting' ? 'todo' : 'done'}
          trialSeconds={phase.phase === 'ready' ? trialSeconds : 0}
          isSlow={index === nowIndex && elapsed !== null && elapsed > slowAfterSeconds}
          time={timeText(secondsTo(phase, { seen, signedAtMs, acceptedAt }), index === nowIndex ? elapsed : null)}
        />
      ))}
    </ol>
  )
}

function PhaseRow({
  of,
  phase,
  number,
  stage,
  time,
  trialSeconds,
  isSlow,
}: {
  readonly of: PhaseListProps['of']
  readonly phase: PhaseWire
  readonly number: number
  readonly stage: 'done' | 'now' | 'todo'
  readonly time: string
  readonly trialSeconds: number
  readonly isSlow: boolean
}) {
  const t = useTranslations('book.phase')
  const tBook = useTranslations('book')
  const tStep = useTranslations(`book.${of === 'cluster' ? 'clusterPhase' : 'phase'}`)
  const isReached = phase.state === 'pending' || phase.state === 'final'
  return (
    <li className={clsx('phase', stage, isReached && phase.state === 'pending' && 'provisional')}>
      <span className="mark">{markOf(phase, stage, number)}</span>
      <h3>
        {tStep(`${phase.phase}.title`)}
        <span className="sr">{t(`state.${phase.state}`)}</span>
      </h3>
      <span className="time">{time}</span>
      <div className="more">
        {isReached && tStep(`${phase.phase}.done`)}
        {isReached && trialSeconds > 0 && ` ${tBook('readyTrial', { span: spanText(trialSeconds) })}`}
        {stage === 'now' && phase.state === 'waiting' && tStep(`${phase.phase}.now`)}
        {phase.state === 'failed' && phase.code !== null && sentenceOf(phase.code)}
        {isSlow && phase.state === 'waiting' && <p className="warn mt-1">{t('slow')}</p>}
        {phase.state === 'waiting' && phase.code !== null && <p className="warn mt-1">{t('leftOut', { reason: sentenceOf(phase.code) })}</p>}
        {phase.txHash !== null && (
          <span className="row mt-1">
            <TxLink hash={phase.txHash} /> <FinalBadge final={phase.state === 'final'} />
          </span>
        )}
      </div>
    </li>
  )
}

function markOf(phase: PhaseWire, stage: 'done' | 'now' | 'todo', number: number): ReactNode {
  if (phase.state === 'failed') return <X className="i loss" aria-hidden />
  if (stage === 'done') return <Check className="i" aria-hidden />
  return stage === 'now' ? <LoaderCircle className="i animate-spin motion-reduce:animate-none" aria-hidden /> : number
}

function timeText(reachedAfter: number | null, elapsed: number | null): string {
  const seconds = reachedAfter ?? elapsed
  return seconds === null ? '' : `${seconds.toFixed(1)}\u00a0s`
}
