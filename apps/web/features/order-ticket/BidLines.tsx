import type { Bid } from '@infinitio/domain'
import type { WalletWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PriceLines } from '#web/parts/price/PriceLines.tsx'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { bidQuote, coveredGpus } from '#web/features/order-ticket/bidQuote.ts'

type BidLinesProps = { readonly bid: Bid; readonly wallet: WalletWire | undefined; readonly rests: boolean }

/** Shows the parts of a bid's maximum cost, one in each line, and how much of it the balance covers. */
export function BidLines({ bid, wallet, rests }: BidLinesProps) {
  const t = useTranslations('ticket')
  const quote = bidQuote(bid)
  return (
    <>
      <PriceLines
        quote={quote}
        pricePerGpuSecond={bid.maxPricePerGpuSecond}
        gpus={bid.gpus}
        time={durationText(Number(bid.durationSeconds))}
        feeBps={Number(bid.maxFeeBps)}
        totalLabel={t('atMost')}
        place="order"
        leases={quote.leases}
        isMost
      />
      {wallet !== undefined && <Cover bid={bid} available={BigInt(wallet.available)} rests={rests} />}
    </>
  )
}

/** Shows whether the balance is enough for the bid, and the consequence if it is not. */
function Cover({ bid, available, rests }: { readonly bid: Bid; readonly available: bigint; readonly rests: boolean }) {
  const t = useTranslations('ticket.cover')
  const covered = coveredGpus(bid, available)
  const words = { amount: balanceText(available), covered, gpus: bid.gpus }
  const link = (text: ReactNode) => (
    <Link className="link" href="/wallet#deposit">
      {text}
    </Link>
  )
  if (covered === bid.gpus) return <p className="t12 dim">{t(rests ? 'wholeRests' : 'whole', words)}</p>
  const isPart = covered > 0 && !bid.allOrNothing
  return <p className="t12 warn">{t.rich(isPart ? 'part' : rests ? 'noneRests' : 'none', { ...words, link })}</p>
}
