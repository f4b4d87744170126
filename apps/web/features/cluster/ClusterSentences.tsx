import { type Bid, timeInForce } from '@infinitio/domain'
import { Ban, CalendarClock, KeyRound, Lock, Network, Server, TimerOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SignSentence } from '#web/features/booking/SignSummary.tsx'
import { bidQuote } from '#web/features/order-ticket/bidQuote.ts'
import { minuteText, momentText } from '#web/parts/format/clockText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { lineTexts } from '#web/parts/price/lineTexts.ts'

type ClusterSentencesProps = {
  readonly bid: Bid
  readonly className: string
  readonly keyCount: number
  /** Start of the leases in Unix seconds; null if they start when the order settles. */
  readonly startAt: number | null
}

/**
 * Describes the bid for a cluster in sentences: the payment and its limit, the GPUs, the rule that it gets all machines or none, SSH access, the waiting time,
 * and what the bid does not allow.
 */
export function ClusterSentences({ bid, className, keyCount, startAt }: ClusterSentencesProps) {
  const t = useTranslations('cluster.words')
  const tBook = useTranslations('book.words')
  const quote = bidQuote(bid)
  const most = lineTexts(quote, { isMost: true })
  const strong = { b: (chunks: ReactNode) => <b>{chunks}</b> }
  const rented = {
    ...{ gpus: bid.gpus, what: classTitle(className), machines: quote.leases, hours: durationText(Number(bid.durationSeconds)) },
    price: most.hourPriceOf(bid.maxPricePerGpuSecond),
  }
  const ends = bid.timeInForce === timeInForce.fok ? t.rich('now', strong) : t.rich('waits', { ...strong, time: momentText(Number(bid.expiry)) })
  return (
    <ul>
      <SignSentence icon={Lock}>{t.rich('pay', { ...strong, amount: most.total })}</SignSentence>
      <SignSentence icon={Server}>{t.rich('rent', { ...strong, ...rented })}</SignSentence>
      <SignSentence icon={Network}>{t.rich('together', strong)}</SignSentence>
      {startAt !== null && (
        <SignSentence icon={CalendarClock}>
          {tBook.rich('starts', { ...strong, moment: momentText(startAt), latest: minuteText(Number(bid.startUntil)) })}
        </SignSentence>
      )}
      <SignSentence icon={KeyRound}>{t.rich('keys', { ...strong, count: keyCount })}</SignSentence>
      <SignSentence icon={TimerOff}>{ends}</SignSentence>
      <SignSentence icon={Ban}>{tBook('cannot')}</SignSentence>
    </ul>
  )
}
