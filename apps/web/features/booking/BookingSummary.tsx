import { durationSeconds as seconds, readyUntil, unixSeconds } from '@infinitio/domain'
import type { ChainWire, HoldWire, ListingWire, WalletWire } from '@infinitio/domain/wire'
import { Check, MapPin } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { hoursText } from '#web/parts/format/hoursText.ts'
import { PriceLines } from '#web/parts/price/PriceLines.tsx'
import { quoteOf } from '#web/parts/price/quoteOf.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { minuteText, momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { nodeTitle, locationText } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

/** The machine, the bill, the balance it is paid from, and what happens when plans change. */
export function BookingSummary({
  hold,
  chain,
  wallet,
}: {
  readonly hold: HoldWire
  readonly chain: ChainWire
  readonly wallet: WalletWire | undefined
}) {
  const t = useTranslations('book')
  // A hold runs on the server's clock, what is signed on the chain's.
  const now = useChainNow(chain.chainNow)
  const { listing, gpus, pricePerGpuSecond, durationSeconds } = hold
  const available = wallet === undefined ? null : BigInt(wallet.available) + BigInt(hold.amount)
  const quote = quoteOf({ ...chain, pricePerGpuSecond, gpus, durationSeconds })
  return (
    <>
      <section className="panel">
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
        </div>
        <hr className="sep" />
        <div className="panel-body">
          <PriceLines
            quote={quote}
            pricePerGpuSecond={pricePerGpuSecond}
            gpus={gpus}
            time={hoursText(Math.round(durationSeconds / 3_600))}
            feeBps={chain.feeBps}
            totalLabel={t('payIn')}
          />
        </div>
        <div className="panel-foot row between">
          <span>{t('balance')}</span>
          <b>{available === null ? '–' : <Amount units={available} />}</b>
        </div>
        {available !== null && available < quote.total && (
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
          trialSeconds={listing.quote.trialSeconds}
          noticeSeconds={listing.ask.noticeSeconds}
          isolation={listing.isolation}
          nextTrialAt={wallet?.nextTrialAt ?? null}
          now={now}
          durationSeconds={durationSeconds}
        />
      )}
    </>
  )
}

type PlansProps = {
  readonly trialSeconds: number
  readonly noticeSeconds: number
  readonly isolation: ListingWire['isolation']
  readonly nextTrialAt: number | null
  readonly now: number
  readonly durationSeconds: number
}

/** What happens when plans change, with the moments that signing now would give. */
function Plans({ trialSeconds, noticeSeconds, isolation, nextTrialAt, now, durationSeconds }: PlansProps) {
  const t = useTranslations('book.plans')
  const tIsolation = useTranslations('isolation')
  const readyUntilSeconds = Number(readyUntil({ start: unixSeconds(0n), durationSeconds: seconds(BigInt(durationSeconds)) }))
  const lines = [
    ...(trialSeconds > 0
      ? [
          nextTrialAt === null
            ? t('trial', { span: spanText(trialSeconds), time: minuteText(now + trialSeconds) })
            : t('trialUsed', { moment: momentText(nextTrialAt) }),
        ]
      : []),
    noticeSeconds === 0 ? t('end') : t('notice', { span: spanText(noticeSeconds) }),
    t('cancel'),
    t('notReady', { span: spanText(readyUntilSeconds), time: minuteText(now + readyUntilSeconds) }),
    t('until', { moment: momentText(now + durationSeconds) }),
    ...(isolation === null ? [] : [tIsolation(`means.${isolation}`)]),
  ]
  return (
    <section className="panel panel-body stack g3 t13">
      <h3>{t('title')}</h3>
      <ul className="stack">
        {lines.map((line) => (
          <li key={line} className="row top">
            <Check className="i" aria-hidden />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
