import { durationSeconds as seconds, readyUntil, trialSecondsOf, unixSeconds } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { PlanLines } from '#web/parts/checkout/PlanLines.tsx'
import type { BookingSummaryProps } from '#web/features/booking/BookingSummary.tsx'
import { useExtensionText } from '#web/parts/price/useExtensionText.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { minuteText, momentText } from '#web/parts/format/clockText.ts'
import { ZoneLink } from '#web/parts/format/ZoneLink.tsx'
import { spanText } from '#web/parts/format/spanText.ts'

type PlansProps = {
  readonly ask: ListingWire['ask']
  readonly isolation: ListingWire['isolation']
  readonly nextTrialAt: number | null
  readonly now: number
  /** The start of the lease in Unix seconds; null for a start at once. */
  readonly startAt: number | null
  readonly durationSeconds: number
}

/** Lists the rules for ending, cancelling and refunds, with the times that apply if the renter signs now. */
export function BookingPlans({ checkout, chain, wallet }: BookingSummaryProps) {
  // Uses the chain's clock, because the contract measures a lease by it. The countdown of a hold uses the server's clock instead.
  const now = useChainNow(chain.chainNow)
  const { listing, durationSeconds, startAt } = checkout
  if (listing === null) return null
  const { ask, isolation } = listing
  return <Plans {...{ ask, isolation, now, startAt, durationSeconds }} nextTrialAt={wallet?.nextTrialAt ?? null} />
}

function Plans(props: PlansProps) {
  const t = useTranslations('book.plans')
  const tIsolation = useTranslations('isolation')
  const { lines, notes } = usePlanLines(props)
  const { isolation } = props
  const means = isolation === null ? [] : [tIsolation(`means.${isolation}`)]
  // A lease with the runtime `process` shares the machine with other users. Its line is a warning.
  const isPromise = isolation !== 'process'
  return (
    <section className="plans stack g3 t13">
      <div className="row between">
        <h3>{t('title')}</h3>
        <ZoneLink />
      </div>
      <PlanLines lines={isPromise ? [...lines, ...means] : lines} notes={isPromise ? notes : [...notes, ...means]} />
    </section>
  )
}

function usePlanLines({ ask, nextTrialAt, now, startAt, durationSeconds }: PlansProps): {
  readonly lines: readonly string[]
  readonly notes: readonly string[]
} {
  const extensionText = useExtensionText()
  const extension = extensionText(ask, { start: startAt ?? now, durationSeconds })
  const t = useTranslations('book.plans')
  const tLater = useTranslations('listing.panel')
  const { noticeSeconds } = ask
  const length = seconds(BigInt(durationSeconds))
  const trialSeconds = Number(trialSecondsOf({ askTrialSeconds: seconds(BigInt(ask.trialSeconds)), durationSeconds: length, cluster: false }))
  const notReadySeconds = Number(readyUntil({ start: unixSeconds(0n), durationSeconds: length }))
  const notReady = { span: spanText(notReadySeconds), time: minuteText((startAt ?? now) + notReadySeconds) }
  const end = noticeSeconds === 0 ? t('end') : t('notice', { span: spanText(noticeSeconds) })
  if (startAt !== null)
    return {
      lines: [
        end,
        noticeSeconds === 0
          ? tLater('laterCancel')
          : tLater('laterNotice', {
              span: spanText(noticeSeconds),
              moment: momentText(startAt - noticeSeconds),
              until: momentText(startAt + notReadySeconds),
            }),
        t('laterNotReady', notReady),
        t('laterUntil', { moment: momentText(startAt + durationSeconds) }),
        extension,
      ],
      notes: [tLater('laterTrial')],
    }
  const trial = t('trial', { span: spanText(trialSeconds), time: minuteText(now + trialSeconds) })
  const until = t('until', { moment: momentText(now + durationSeconds) })
  const lines = [end, t('cancel'), t('notReady', notReady), until, extension]
  if (trialSeconds === 0) return { lines, notes: [] }
  return nextTrialAt === null ? { lines: [trial, ...lines], notes: [] } : { lines, notes: [t('trialUsed', { moment: momentText(nextTrialAt) })] }
}
