import { durationSeconds as seconds, readyUntil, trialSecondsOf, unixSeconds } from '@infinitio/domain'
import type { ChainWire, ListingWire, WalletWire } from '@infinitio/domain/wire'
import { CalendarClock, Check, MapPin } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { LeastLine } from '#web/parts/price/LeastLine.tsx'
import { PriceLines } from '#web/parts/price/PriceLines.tsx'
import { quoteOf } from '#web/parts/price/quoteOf.ts'
import { useExtensionText } from '#web/parts/price/useExtensionText.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { minuteText, momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

/** The machine, the bill, the balance it is paid from, and what happens when plans change. */
export function BookingSummary({
  checkout,
  chain,
  wallet,
}: {
  readonly checkout: Checkout
  readonly chain: ChainWire
  readonly wallet: WalletWire | undefined
}) {
  const t = useTranslations('book')
  const tBalance = useTranslations('balances')
  // A hold runs on the server's clock, an order on the chain's.
  const now = useChainNow(chain.chainNow)
  const { listing, gpus, pricePerGpuSecond, durationSeconds, startAt, hold } = checkout
  const held = BigInt(hold?.amount ?? 0)
  const available = wallet === undefined ? null : BigInt(wallet.available) + held
  const nextTrialAt = wallet?.nextTrialAt ?? null
  const terms = listing === null ? null : termsOf(listing, { startAt, nextTrialAt, length: durationSeconds })
  const quote = quoteOf({ ...chain, pricePerGpuSecond, gpus, durationSeconds })
  return (
    <>
      <section className="panel">
        <Machine checkout={checkout} />
        <hr className="sep" />
        <div className="panel-body">
          <PriceLines
            quote={quote}
            pricePerGpuSecond={pricePerGpuSecond}
            gpus={gpus}
            unit={rentedUnit(listing)}
            time={durationText(durationSeconds)}
            feeBps={chain.feeBps}
            totalLabel={t('payIn')}
          />
          {terms !== null && <LeastLine lease={{ pricePerGpuSecond, gpus, durationSeconds, ...terms }} chain={chain} />}
        </div>
        <div className="panel-foot row between">
          <span>
            {tBalance('market')}
            {held > 0n && t('withHold', { amount: amountText(held) })}
          </span>
          <b>{available === null ? '–' : <Amount units={available} />}</b>
        </div>
        {available !== null && available + BigInt(wallet?.arriving ?? 0) < quote.total && (
          <p className="panel-foot t13 warn" role="alert">
            {t('tooLittle')}{' '}
            <Link className="link" href="/wallet#deposit">
              {t('recovery.deposit')}
            </Link>
          </p>
        )}
      </section>
      {listing !== null && (
        <Plans
          ask={listing.ask}
          isolation={listing.isolation}
          nextTrialAt={nextTrialAt}
          now={now}
          startAt={startAt}
          durationSeconds={durationSeconds}
        />
      )}
    </>
  )
}

/** Returns the notice and the trial that a lease gets now, in seconds: a later start has no trial, and an account has one a day. */
function termsOf(
  { ask }: ListingWire,
  { startAt, nextTrialAt, length }: { readonly startAt: number | null; readonly nextTrialAt: number | null; readonly length: number },
) {
  const hasTrial = startAt === null && nextTrialAt === null
  const trial = trialSecondsOf({ askTrialSeconds: seconds(BigInt(ask.trialSeconds)), durationSeconds: seconds(BigInt(length)), cluster: false })
  return { noticeSeconds: ask.noticeSeconds, trialSeconds: hasTrial ? Number(trial) : 0 }
}

/** The machine, where it is, and when a later lease starts. */
function Machine({ checkout: { listing, gpus, startAt } }: { readonly checkout: Checkout }) {
  const t = useTranslations('book')
  const locationText = useLocationText()
  return (
    <div className="sum">
      <div className="row between">
        <h2>{listing === null ? t('node') : nodeTitle({ gpus, className: listing.className })}</h2>
        {listing?.simulated === true && <SimulatedBadge />}
      </div>
      {listing !== null && (
        <p className="row t13">
          <MapPin className="i s dim" aria-hidden />
          {locationText(listing)} <span className="dim">{listing.name}</span>
        </p>
      )}
      {startAt !== null && (
        <p className="row t13">
          <CalendarClock className="i s dim" aria-hidden />
          {t('startsAt', { moment: momentText(startAt) })}
        </p>
      )}
    </div>
  )
}

type PlansProps = {
  readonly ask: ListingWire['ask']
  readonly isolation: ListingWire['isolation']
  readonly nextTrialAt: number | null
  readonly now: number
  /** Unix seconds; null: at once. */
  readonly startAt: number | null
  readonly durationSeconds: number
}

/** Lists the rules for ending, cancelling and refunds, with the moments that signing now would give. */
function Plans(props: PlansProps) {
  const t = useTranslations('book.plans')
  const tIsolation = useTranslations('isolation')
  const lines = usePlanLines(props)
  const { isolation } = props
  return (
    <section className="panel panel-body stack g3 t13">
      <h3>{t('title')}</h3>
      <ul className="stack">
        {[...lines, ...(isolation === null ? [] : [tIsolation(`means.${isolation}`)])].map((line) => (
          <li key={line} className="row top">
            <Check className="i" aria-hidden />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function usePlanLines({ ask, nextTrialAt, now, startAt, durationSeconds }: PlansProps): readonly string[] {
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
    return [
      tLater('laterTrial'),
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
    ]
  const span = spanText(trialSeconds)
  const trial =
    nextTrialAt === null ? t('trial', { span, time: minuteText(now + trialSeconds) }) : t('trialUsed', { moment: momentText(nextTrialAt) })
  const until = t('until', { moment: momentText(now + durationSeconds) })
  return [...(trialSeconds > 0 ? [trial] : []), end, t('cancel'), t('notReady', notReady), until, extension]
}
