'use client'
import { runsImages } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { BadgeCheck, Building2, History, type LucideIcon, Package, ShieldCheck, SquareTerminal, Timer, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { proofMaker } from '#web/parts/machine/proofMaker.ts'
import { useLeastText } from '#web/parts/price/useLeastText.ts'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'

/**
 * Shows the facts by which a renter can judge a machine: its provider, whether it runs images, how fast its leases become ready if it has had one, how many
 * leases it has completed, its reliability and its tier if validators have signed them, and the lowest cost of a lease.
 */
export function CardTrust({ listing }: { readonly listing: ListingWire }) {
  const t = useTranslations('search')
  const leastText = useLeastText()
  const startsImages = runsImages(listing)
  return (
    <>
      <ul className="res-trust">
        <CardProvider provider={listing} />
        <Fact icon={startsImages ? Package : SquareTerminal}>{t('runs', { images: startsImages ? 'yes' : 'no' })}</Fact>
        {listing.medianReadySeconds !== null && (
          <Fact icon={Timer}>
            <b>{t('readyIn', { seconds: listing.medianReadySeconds, maker: listing.simulated ? 'simulated' : 'machine' })}</b>
          </Fact>
        )}
        <Fact icon={History}>{t('leasesDone', { count: listing.completedLeases })}</Fact>
        {listing.reliabilityBps !== null && <Fact icon={ShieldCheck}>{t('reliable', { percent: listing.reliabilityBps / 100 })}</Fact>}
        {listing.tier > 0 && <Fact icon={BadgeCheck}>{t('tier', { tier: String(listing.tier), maker: proofMaker(listing) })}</Fact>}
      </ul>
      <p className="res-least">
        <Undo2 className="i s" aria-hidden />
        <span>{leastText({ ...listing.ask, ...listing.quote })}</span>
      </p>
    </>
  )
}

function Fact({ icon: Icon, children }: { readonly icon: LucideIcon; readonly children: ReactNode }) {
  return (
    <li>
      <Icon className="i s" aria-hidden />
      <span>{children}</span>
    </li>
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
