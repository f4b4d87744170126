'use client'
import { runsImages } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { History, Package, ShieldCheck, SquareTerminal, Timer, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CardProvider } from '#web/features/search/CardProvider.tsx'
import { useLeastText } from '#web/parts/price/useLeastText.ts'

/** Shows the provider, whether a machine runs images, how soon it is ready, its completed leases, its reliability if validators attested one, and its minimum cost. */
export function CardTrust({ listing }: { readonly listing: ListingWire }) {
  const t = useTranslations('search')
  const leastText = useLeastText()
  const startsImages = runsImages(listing)
  const Icon = startsImages ? Package : SquareTerminal
  return (
    <ul className="res-trust">
      <CardProvider provider={listing.provider} />
      <li>
        <Icon className="i s" aria-hidden />
        <span>{t('runs', { images: startsImages ? 'yes' : 'no' })}</span>
      </li>
      <li>
        <Timer className="i s" aria-hidden />
        <span>
          {listing.medianReadySeconds === null ? (
            t('readyUnknown')
          ) : (
            <b>{t(listing.simulated ? 'readySimulated' : 'readyIn', { seconds: listing.medianReadySeconds })}</b>
          )}
        </span>
      </li>
      <li>
        <History className="i s" aria-hidden />
        <span>{t('leasesDone', { count: listing.completedLeases })}</span>
      </li>
      {listing.reliabilityBps !== null && (
        <li>
          <ShieldCheck className="i s" aria-hidden />
          <span>{t('reliable', { percent: listing.reliabilityBps / 100 })}</span>
        </li>
      )}
      <li>
        <Undo2 className="i s" aria-hidden />
        <span>{leastText({ ...listing.ask, ...listing.quote })}</span>
      </li>
    </ul>
  )
}
