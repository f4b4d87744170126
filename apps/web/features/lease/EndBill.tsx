import { feesIn, formatPt } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import type { LiveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { FeeLines } from '#web/parts/price/FeeLines.tsx'
import { lineTexts } from '#web/parts/price/lineTexts.ts'

type EndBillProps = { readonly lease: LeaseWire; readonly amounts: LiveAmounts & { readonly ifEnded: NonNullable<LiveAmounts['ifEnded']> } }

/** Shows the bill of an end line by line: use and notice, fees, total and refund, all with the same decimals. */
export function EndBill({ lease, amounts: { ifEnded, isInTrial, secondsLeft } }: EndBillProps) {
  const t = useTranslations('lease.end')
  const tUnits = useTranslations('units')
  // The bill includes the notice, but not beyond the booked end.
  const notice = Math.min(lease.terms.noticeSeconds, secondsLeft, ifEnded.billedSeconds)
  const used = { span: spanText(ifEnded.billedSeconds - notice), notice: spanText(notice) }
  const fees = feesIn({ ...lease, ...ifEnded.fees }, { payer: 'renter' })
  const total = ifEnded.pay + fees.total
  const texts = lineTexts({ price: ifEnded.pay, fees, total })
  const pt = (amount: string) => <span className="nowrap">{tUnits('pt', { amount })}</span>
  return (
    <div className="lines">
      <div>
        <span>{t(isInTrial ? 'trial' : notice > 0 ? 'usedAndNotice' : 'used', used)}</span>
        {pt(texts.price)}
      </div>
      <FeeLines lines={texts.fees} place="receipt" feeBps={lease.terms.feeBps} amountOf={({ text }) => pt(text)} />
      <div className="total">
        <span>{t('total')}</span>
        <span>
          {pt(texts.total)}
          <About units={total} />
        </span>
      </div>
      <div>
        <span>{t('back')}</span>
        <span>
          {pt(formatPt(ifEnded.refund, { digits: texts.digits }))}
          <About units={ifEnded.refund} />
        </span>
      </div>
    </div>
  )
}
