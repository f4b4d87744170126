import type { ListingWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ComponentType, memo } from 'react'
import { durationText } from '#web/parts/format/durationText.ts'
import { Button } from '#web/components/ui/Button.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { nodeAddress } from '#web/parts/search/nodeAddress.ts'
import { CountryFlag } from '#web/parts/machine/CountryFlag.tsx'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { useShareTitle } from '#web/parts/machine/useShareTitle.ts'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const CardSpecs = dynamic(() => import('#web/features/search/CardSpecs.tsx').then((module) => module.CardSpecs))
const CardTrust = dynamic(() => import('#web/features/search/CardTrust.tsx').then((module) => module.CardTrust))

type ListingCardProps = {
  readonly listing: ListingWire
  /** The program to run, from the search; empty if the search names none. */
  readonly run: string
  /**
   * The start of the lease in Unix seconds; null for now. A lease that starts later is ordered without a hold, because a hold only reserves a machine from now
   * on.
   */
  readonly startAt: number | null
  readonly marked: boolean
  /** Shows the value of a machine; null unless the list is sorted by value. */
  readonly value: ComponentType<{ readonly listing: ListingWire }> | null
  readonly onMark: (node: string | null) => void
}

/**
 * Shows one machine: its properties on the left, its advantages in the middle, price and total on the right. Links are not prefetched, because 24 cards would
 * send 24 requests for an empty page frame.
 */
export const ListingCard = memo(DrawnCard)

function DrawnCard({ listing, value: Value, run, startAt, marked, onMark }: ListingCardProps) {
  const t = useTranslations('search')
  const locationText = useLocationText()
  const href = nodeAddress(listing, { run, startAt })
  const title = useShareTitle()(listing, listing.quote.gpus)
  const unit = rentedUnit(listing)
  return (
    <article
      className={clsx('card-row res', marked && 'hover')}
      aria-label={t('cardName', { title, place: locationText(listing) })}
      onMouseEnter={() => onMark(listing.node)}
      onMouseLeave={() => onMark(null)}
    >
      <div className="res-main">
        <div className="row">
          <h2 className="min-w-0">
            <Link href={href} prefetch={false}>
              {title}
            </Link>
          </h2>
          {listing.simulated && <SimulatedBadge />}
        </div>
        <p className="row wrap place">
          <CountryFlag country={listing.country} />
          <span>{locationText(listing)}</span>
          <span className="dim">{givenName(listing.name)}</span>
        </p>
        <CardSpecs listing={listing} title={title} />
      </div>
      <CardTrust listing={listing} />
      <div className="res-price">
        <div className="rp">
          <HourPrice perGpuSecond={listing.ask.pricePerGpuSecond} size="lg" />
          <span className="per">{t(unit === 'slot' ? 'perSlot' : 'perGpu')}</span>
          {Value !== null && <Value listing={listing} />}
          <p className="tot">
            <b>{amountText(BigInt(listing.quote.total))}</b> PT
            <About units={listing.quote.total} />
            <br />
            <span className="dim t12">
              {t('totalWithFees', { unit, gpus: listing.quote.gpus, span: durationText(listing.quote.durationSeconds) })}
            </span>
          </p>
        </div>
        <Button asChild className="book">
          <Link
            href={href}
            prefetch={false}
            aria-label={startAt === null ? t('bookNamed', { title }) : t('orderNamed', { title, moment: momentText(startAt) })}
          >
            {t(startAt === null ? 'book' : 'order')}
          </Link>
        </Button>
      </div>
    </article>
  )
}
