import { durationSeconds as seconds, trialSecondsOf } from '@infinitio/domain'
import type { ChainWire, ListingWire, WalletWire } from '@infinitio/domain/wire'
import { CalendarClock, MapPin } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { LeastLine } from '#web/parts/price/LeastLine.tsx'
import { PriceLines } from '#web/parts/price/PriceLines.tsx'
import { quoteOf } from '#web/parts/price/quoteOf.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { Balance } from '#web/parts/format/Balance.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { sizeText } from '#web/parts/format/sizeText.ts'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { partPerGpu } from '#web/parts/machine/machineShare.ts'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

export type BookingSummaryProps = { readonly checkout: Checkout; readonly chain: ChainWire; readonly wallet: WalletWire | undefined }

/** Shows the machine, the bill and the balance that pays the bill. */
export function BookingSummary({ checkout, chain, wallet }: BookingSummaryProps) {
  const t = useTranslations('book')
  const tBalance = useTranslations('balances')
  const { listing, gpus, pricePerGpuSecond, durationSeconds, startAt, hold } = checkout
  const held = BigInt(hold?.amount ?? 0)
  const available = wallet === undefined ? null : BigInt(wallet.available) + held
  const nextTrialAt = wallet?.nextTrialAt ?? null
  const terms = listing === null ? null : termsOf(listing, { startAt, nextTrialAt, length: durationSeconds })
  const quote = quoteOf({ ...chain, pricePerGpuSecond, gpus, durationSeconds })
  return (
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
          isMost
        />
        {terms !== null && <LeastLine lease={{ pricePerGpuSecond, gpus, durationSeconds, ...terms }} chain={chain} isLater={startAt !== null} />}
      </div>
      <div className="panel-foot row between">
        <span>
          {tBalance('market')}
          {held > 0n && t('withHold', { amount: amountText(held) })}
        </span>
        <b>{available === null ? '–' : <Balance units={available} />}</b>
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
  )
}

/**
 * Returns the notice period and the free trial of the shown lease, in seconds. The trial is 0 if the lease starts later, or if the account cannot have another
 * trial yet (it has one per day).
 */
function termsOf(
  { ask }: ListingWire,
  { startAt, nextTrialAt, length }: { readonly startAt: number | null; readonly nextTrialAt: number | null; readonly length: number },
) {
  const hasTrial = startAt === null && nextTrialAt === null
  const trial = trialSecondsOf({ askTrialSeconds: seconds(BigInt(ask.trialSeconds)), durationSeconds: seconds(BigInt(length)), cluster: false })
  return { noticeSeconds: ask.noticeSeconds, trialSeconds: hasTrial ? Number(trial) : 0 }
}

/** Shows the machine, its location and the start of a later lease. */
function Machine({ checkout: { listing, gpus, startAt } }: { readonly checkout: Checkout }) {
  const t = useTranslations('book')
  const locationText = useLocationText()
  const perGpu = listing === null || gpus >= listing.gpus ? null : partPerGpu(listing)
  return (
    <div className="sum">
      <div className="row between">
        <h2>{listing === null ? t('node') : nodeTitle({ gpus, className: listing.className })}</h2>
        {listing?.simulated === true && <SimulatedBadge />}
      </div>
      {listing !== null && (
        <p className="row t13">
          <MapPin className="i s dim" aria-hidden />
          {locationText(listing)} <span className="dim">{givenName(listing.name)}</span>
        </p>
      )}
      {perGpu !== null && <p className="t13 dim">{t('perGpu', { cores: perGpu.cpuCores, ram: sizeText(perGpu.ramGib) })}</p>}
      {listing !== null && <p className="t13 dim">{t('diskSize', { size: sizeText(listing.diskGib), isShared: `${gpus < listing.gpus}` })}</p>}
      {startAt !== null && (
        <p className="row t13">
          <CalendarClock className="i s dim" aria-hidden />
          {t('startsAt', { moment: momentText(startAt) })}
        </p>
      )}
    </div>
  )
}
