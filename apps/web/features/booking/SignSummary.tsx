import { type Bid, bps, signedCost } from '@infinitio/domain'
import { Ban, CalendarClock, KeyRound, Lock, Server, TimerOff, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { minuteText, momentText } from '#web/parts/format/clockText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import type { RentedUnit } from '#web/parts/machine/rentedUnit.ts'

export type SignSummaryProps = {
  readonly bid: Bid
  readonly feeBps: number
  readonly nodeName: string
  /** The unit that the machine rents out: a GPU, or a CPU slot of a machine without a GPU. */
  readonly unit: RentedUnit
  readonly keyCount: number
  /** Start of the lease in Unix seconds; null if it starts when the order settles. */
  readonly startAt: number | null
}

/** Describes a bid in sentences: payment and limit, leased GPUs and start, SSH access, expiry, and the actions that the bid does not allow. */
export function SignSummary({ bid, feeBps, nodeName, unit, keyCount, startAt }: SignSummaryProps) {
  const t = useTranslations('book.words')
  const { gpus, maxPricePerGpuSecond } = bid
  const most = lineTexts(signedCost({ ...bid, maxFeeBps: bps(feeBps) }, { gpus, leases: 1 }), { isMost: true })
  const strong = { b: (chunks: ReactNode) => <b>{chunks}</b> }
  const hours = durationText(Number(bid.durationSeconds))
  return (
    <ul>
      <SignSentence icon={Lock}>{t.rich('pay', { ...strong, amount: most.total })}</SignSentence>
      <SignSentence icon={Server}>
        {t.rich('rent', { ...strong, unit, gpus, node: nodeName, hours, price: most.hourPriceOf(maxPricePerGpuSecond) })}
      </SignSentence>
      {startAt !== null && (
        <SignSentence icon={CalendarClock}>
          {t.rich('starts', { ...strong, moment: momentText(startAt), latest: minuteText(Number(bid.startUntil)) })}
        </SignSentence>
      )}
      <SignSentence icon={KeyRound}>{t.rich('keys', { ...strong, count: keyCount })}</SignSentence>
      <SignSentence icon={TimerOff}>{t.rich('expires', { ...strong, time: minuteText(Number(bid.expiry)) })}</SignSentence>
      <SignSentence icon={Ban}>{t('cannot')}</SignSentence>
    </ul>
  )
}

/** Shows one sentence about a signature with an icon. */
export function SignSentence({ icon: Icon, children }: { readonly icon: LucideIcon; readonly children: ReactNode }) {
  return (
    <li>
      <Icon className={Icon === Ban ? 'i dim' : 'i go'} aria-hidden />
      <span>{children}</span>
    </li>
  )
}
