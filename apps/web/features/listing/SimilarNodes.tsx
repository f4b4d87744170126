import type { ListingWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { useShareTitle } from '#web/parts/machine/useShareTitle.ts'

/** Links up to three alternative machines. */
export function SimilarNodes({ similar }: { readonly similar: readonly ListingWire[] }) {
  const t = useTranslations('listing')
  const locationText = useLocationText()
  const shareTitle = useShareTitle()
  if (similar.length === 0) return null
  return (
    <section className="blk">
      <header>
        <h2>{t('similar')}</h2>
      </header>
      <div className="sims">
        {similar.slice(0, 3).map((listing) => (
          <Link key={listing.node} className="card-row stack g1" href={`/gpus/${listing.node}`}>
            <span className="row between">
              <b>{shareTitle(listing, listing.quote.gpus)}</b>
              {listing.simulated && <SimulatedBadge />}
            </span>
            <span className="t13 dim">{locationText(listing)}</span>
            <HourPrice perGpuSecond={listing.ask.pricePerGpuSecond} />
          </Link>
        ))}
      </div>
    </section>
  )
}
