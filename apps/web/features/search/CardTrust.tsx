'use client'
import { runsImages } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { Building2, History, Package, ShieldCheck, SquareTerminal, Timer, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { useLeastText } from '#web/parts/price/useLeastText.ts'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'

/**
 * Shows how far a renter can trust a machine: its provider, whether it runs images, how soon its leases are ready, how many it has completed, its reliability
 * if validators have signed one, and the least that a lease costs.
 */
export function CardTrust({ listing }: { readonly listing: ListingWire }) {
  const t = useTranslations('search')
  const leastText = useLeastText()
  const startsImages = runsImages(listing)
  const Icon = startsImages ? Package : SquareTerminal
  return (
    <ul className="res-trust">
      <CardProvider provider={listing} />
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

type CardProviderProps = { readonly provider: Pick<ListingWire, 'provider' | 'providerName' | 'providerBonded'> }

/** Shows who provides a machine, and the bond out of which the contract compensates renters. Without a name it shows the address. */
export function CardProvider({ provider: { provider, providerName, providerBonded } }: CardProviderProps) {
  const t = useTranslations('search')
  const isBonded = providerBonded !== '0'
  return (
    <li className="prov">
      <Building2 className="i s" aria-hidden />
      <ProviderLink account={provider} name={providerName} />
      <span className="dim">
        {t('bond', { bonded: isBonded ? 'some' : 'none', amount: amountText(BigInt(providerBonded)) })}
        {isBonded && <About units={providerBonded} />}
      </span>
    </li>
  )
}
