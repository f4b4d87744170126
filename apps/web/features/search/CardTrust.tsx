'use client'
import { runsImages } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { Building2, History, Package, ShieldCheck, SquareTerminal, Timer, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { useLeastText } from '#web/parts/price/useLeastText.ts'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'
import { type ProviderName, useProviderName } from '#web/parts/provider/useProviderName.ts'

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

/** Shows who provides a machine, and the bond out of which the contract compensates renters. */
export function CardProvider({ provider }: { readonly provider: string }) {
  return <ProviderLine provider={provider} known={useProviderName(provider).known} />
}

type ProviderLineProps = { readonly provider: string; readonly known: ProviderName | null | undefined }

/**
 * The line of a card about a provider. Without its name it shows the address. It keeps the place of the bond, because a card that grew later would move
 * its button.
 */
export function ProviderLine({ provider, known: data }: ProviderLineProps) {
  return (
    <li className="prov">
      <Building2 className="i s" aria-hidden />
      <ProviderLink account={provider} name={data?.name ?? null} />
      {data !== null && <span className="dim">{data === undefined ? '\u00a0' : <Bond bonded={data.bonded} />}</span>}
    </li>
  )
}

function Bond({ bonded }: Pick<ProviderName, 'bonded'>) {
  const t = useTranslations('search')
  return (
    <>
      {t('bond', { bonded: bonded === '0' ? 'none' : 'some', amount: amountText(BigInt(bonded)) })}
      {bonded !== '0' && <About units={bonded} />}
    </>
  )
}
