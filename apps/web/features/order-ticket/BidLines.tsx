import type { Bid } from '@infinitio/domain'
import type { WalletWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FeeLines, isFlat } from '#web/parts/price/FeeLines.tsx'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { bidQuote, coveredGpus } from '#web/features/order-ticket/bidQuote.ts'

type BidLinesProps = { readonly bid: Bid; readonly wallet: WalletWire | undefined; readonly rests: boolean }

/** What a bid costs at most, line by line, and how much of it the balance covers. */
export function BidLines({ bid, wallet, rests }: BidLinesProps) {
  const t = useTranslations('ticket')
  const tPrice = useTranslations('price')
  const tUnits = useTranslations('units')
  const quote = bidQuote(bid)
  const texts = lineTexts(quote)
  const perHour = amountText(bid.maxPricePerGpuSecond * 3_600n)
  return (
    <>
      <div className="lines">
        <div>
          <span>{tPrice('product', { perHour, gpus: bid.gpus, hours: durationText(Number(bid.durationSeconds)) })}</span>
          <span className="pt nowrap">
            {tUnits('pt', { amount: texts.price })}
            <About units={quote.price} />
          </span>
        </div>
        <FeeLines
          lines={texts.fees}
          place="order"
          feeBps={Number(bid.maxFeeBps)}
          leases={quote.leases}
          amountOf={({ key, amount, text }) => (
            <span className={isFlat(key) ? 'nowrap' : 'pt nowrap'}>
              {tUnits('pt', { amount: text })}
              <About units={amount} />
            </span>
          )}
        />
        <div className="total">
          <span>{t('atMost')}</span>
          <span className="nowrap">
            {tUnits('pt', { amount: texts.total })}
            <About units={quote.total} />
          </span>
        </div>
      </div>
      {wallet !== undefined && <Cover bid={bid} available={BigInt(wallet.available)} rests={rests} />}
    </>
  )
}

/** Whether the balance covers it, and what becomes of an order that it does not cover. */
function Cover({ bid, available, rests }: { readonly bid: Bid; readonly available: bigint; readonly rests: boolean }) {
  const t = useTranslations('ticket.cover')
  const covered = coveredGpus(bid, available)
  const words = { amount: amountText(available), covered, gpus: bid.gpus }
  const link = (text: ReactNode) => (
    <Link className="link" href="/wallet#deposit">
      {text}
    </Link>
  )
  if (covered === bid.gpus) return <p className="t12 dim">{t(rests ? 'wholeRests' : 'whole', words)}</p>
  const isPart = covered > 0 && !bid.allOrNothing
  return <p className="t12 warn">{t.rich(isPart ? 'part' : rests ? 'noneRests' : 'none', { ...words, link })}</p>
}
