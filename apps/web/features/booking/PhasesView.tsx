'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { OrderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { CircleX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { PhaseList } from '#web/features/booking/PhaseList.tsx'
import { type SeenAt, withNewlySeen } from '#web/features/booking/phaseTimes.ts'
import { RecoveryActions } from '#web/features/booking/RecoveryActions.tsx'
import { useElapsed } from '#web/features/booking/useElapsed.ts'
import { YourLease } from '#web/features/booking/YourLease.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { countdownText } from '#web/parts/format/countdownText.ts'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { isOverUnfilled, orderQuery } from '#web/parts/order/ordersQuery.ts'
import { useSignedAt } from '#web/parts/order/signedAt.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

export type PhasesViewProps = { readonly orderHash: string; readonly checkout: Checkout; readonly onSignAgain: () => void }

/**
 * Shows the phases after the signature (matched, settled, ready). Each has its time and shows whether it is final. If the order was rejected, shows what the
 * renter can do next.
 */
export function PhasesView({ orderHash, checkout, onSignAgain }: PhasesViewProps) {
  const t = useTranslations('book')
  const query = useQuery(orderQuery(browserApi, orderHash))
  useLiveTopic(`order:${orderHash}`)
  return (
    <QueryView isPage query={query} failed={t('orderFailed')} skeleton={<Skeleton width="100%" height={320} className="mt-6" />}>
      {(order) => (isOverUnfilled(order) ? <Refused order={order} checkout={checkout} onSignAgain={onSignAgain} /> : <Starting order={order} />)}
    </QueryView>
  )
}

type RefusedProps = { readonly order: OrderWire; readonly checkout: Checkout; readonly onSignAgain: () => void }

function Refused({ order, checkout, onSignAgain }: RefusedProps) {
  const t = useTranslations('book')
  const code = order.code ?? 'order.settle_failed'
  return (
    <div className="panel mt-6">
      <StateBox
        isPage
        kind="error"
        icon={CircleX}
        title={t('refused')}
        code={<ErrorCode code={code} />}
        actions={<RecoveryActions code={code} checkout={checkout} onSignAgain={onSignAgain} />}
      >
        {sentenceOf(code)}
      </StateBox>
    </div>
  )
}

function Starting({ order }: { readonly order: OrderWire }) {
  const t = useTranslations('book')
  const startAt = useLaterStart(order)
  const signedAtMs = useSignedAt(order.orderHash)
  const [seen, setSeen] = useState<SeenAt>({})
  const [asked, setAsked] = useState(0)
  // A lease with a later start becomes ready only at that start. So for such a lease, this list ends with the settlement on the chain.
  const phases = startAt === null ? order.phases : order.phases.filter(({ phase }) => phase !== 'ready')
  const isDone = phases.every(({ state }) => state === 'pending' || state === 'final')
  const isOverBefore = phases.some(({ state }) => state === 'failed')
  const elapsed = useElapsed(isDone || isOverBefore ? null : (signedAtMs ?? order.createdAt * 1_000))
  useEffect(() => setSeen((before) => withNewlySeen(before, order.phases, Date.now())), [order.phases])
  const { data: lease } = useQuery({ ...leaseQuery(browserApi, order.leaseId ?? ''), enabled: order.leaseId !== null })
  const settled = order.phases.find(({ phase }) => phase === 'settled')
  function goToShell(): void {
    document.getElementById('shell')?.scrollIntoView()
    setAsked(asked + 1)
  }
  const later = startAt === null ? null : { moment: momentText(startAt) }
  const title = isDone ? 'started' : isOverBefore ? 'neverStarted' : 'starting'
  return (
    <div className="after mt-6">
      <section className="panel">
        <header className="panel-head">
          <h1 className="!text-[14px] !leading-5">{later === null || isOverBefore ? t(title) : t(isDone ? 'reserved' : 'reserving', later)}</h1>
          {(settled?.state === 'pending' || settled?.state === 'final') && <FinalBadge final={settled.state === 'final'} />}
          {elapsed !== null && <span className="end mono t13">{countdownText(elapsed)}</span>}
          {isDone && startAt === null && (
            <button type="button" className="link end t13 only-phone" onClick={goToShell}>
              {t('lease.toShell')}
            </button>
          )}
        </header>
        <PhaseList of="machine" phases={phases} seen={seen} signedAtMs={signedAtMs} trialSeconds={lease?.terms.trialSeconds ?? 0} elapsed={elapsed} />
        {!isOverBefore && <p className="panel-foot">{later === null ? t(isDone ? 'mayLeaveReady' : 'mayLeave') : t('mayLeaveLater', later)}</p>}
      </section>
      <YourLease leaseId={order.leaseId} isReady={isDone && startAt === null} startAt={startAt} asked={asked} />
    </div>
  )
}

/** Returns the future start of an order's lease in Unix seconds of the block clock; null for a past or immediate start. */
function useLaterStart({ order }: OrderWire): number | null {
  const { data: chain } = useQuery(chainQuery(browserApi))
  const now = useChainNow(chain?.chainNow ?? 0)
  return chain !== undefined && 'startFrom' in order && order.startFrom > now ? order.startFrom : null
}
