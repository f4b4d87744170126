'use client'
import type { PublicRenterWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { renterQuery } from '#web/parts/renter/renterQuery.ts'
import { StarsLine } from '#web/parts/reviews/Stars.tsx'

/** Shows what a provider wants to know about a renter before it offers a machine: paid GPU-hours, leases, disputes and reviews, with a link to the rest. */
export function RenterLine({ account }: { readonly account: string }) {
  const t = useTranslations('renter')
  const { data, isError } = useQuery(renterQuery(browserApi, account))
  return (
    <div className="t13">
      <Link className="link mono" href={`/renters/${account}`}>
        {shortHex(account)}
      </Link>{' '}
      {isError && <span className="dim">{t('failed')}</span>}
      {data !== undefined && <RenterFacts renter={data} />}
    </div>
  )
}

/** The text of `RenterLine`. */
export function RenterFacts({ renter }: { readonly renter: PublicRenterWire }) {
  const t = useTranslations('renter')
  const { closedLeases, openLeases, disputes, reviews } = renter
  if (closedLeases + openLeases === 0) return <span className="dim">{t('noLease')}</span>
  return (
    <>
      <span>
        {t('line', { hours: hoursOf(renter), leases: closedLeases, providers: renter.providers, cancelled: renter.cancelledLeases })}{' '}
        {t('disputesLine', { opened: disputes.opened, won: disputes.won })}
      </span>{' '}
      <StarsLine summary={reviews} />
    </>
  )
}

/** Returns the GPU-hours that a renter paid for, rounded down to a tenth. */
export function hoursOf({ gpuSeconds }: Pick<PublicRenterWire, 'gpuSeconds'>): number {
  return Number((BigInt(gpuSeconds) * 10n) / 3_600n) / 10
}
