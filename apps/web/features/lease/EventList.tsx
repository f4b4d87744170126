import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { dayText, minuteText } from '#web/parts/format/clockText.ts'
import { eventSentence } from '#web/features/lease/eventSentence.ts'
import { ClockAhead } from '#web/parts/chain/ClockAhead.tsx'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

type EventListProps = Pick<LeaseWire, 'events' | 'role'> & {
  readonly terms: Pick<LeaseWire['terms'], 'trialSeconds'>
  /** Writes an amount of the lease. */
  readonly amountText: (units: bigint) => string
}

/** Lists the events of the lease, newest first, with their transactions and finality. */
export function EventList({ events, role, terms: { trialSeconds }, amountText }: EventListProps) {
  const t = useTranslations('lease.event')
  const tLease = useTranslations('lease')
  if (events.length === 0) return <p className="t13 dim">{t('none')}</p>
  const readyAt = events.reduce<number | null>((found, { detail }) => (detail?.event === 'ready' ? detail.readyAt : found), null)
  const newestFirst = [...events].sort((a, b) => b.at - a.at)
  return (
    <>
      <ClockAhead />
      <ol className="evs">
        {newestFirst.map((event) => (
          <li key={`${event.kind}${event.at}${event.txHash ?? ''}`}>
            <time title={dayText(event.at)}>{minuteText(event.at)}</time>
            <div>
              <b>{t(isStanding(event) ? 'standing' : `kind.${event.kind}`)}</b>
              <p>
                {event.code === null
                  ? eventSentence(tLease, { detail: event.detail, role, trialSeconds, readyAt, amountText })
                  : sentenceOf(event.code)}
              </p>
              <p className="row wrap mt-1">
                {event.txHash !== null && <TxLink hash={event.txHash} />}
                {event.state === 'failed' ? (
                  <span className="loss t12">{t('failed')}</span>
                ) : (
                  !isStanding(event) && event.kind !== 'access' && <FinalBadge final={event.state === 'final'} />
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

/** Returns true for the permission to auto-extend the lease. It waits for its scheduled time, so it has no transaction yet. */
function isStanding({ detail, state }: LeaseWire['events'][number]): boolean {
  return detail.event === 'relay' && detail.relay === 'autoExtend' && state === 'pending'
}
