'use client'
import type { PublicRenterWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { Ident } from '#web/parts/identity/Ident.tsx'
import { hoursOf } from '#web/parts/renter/RenterLine.tsx'
import { renterQuery } from '#web/parts/renter/renterQuery.ts'
import { ReviewsPanel } from '#web/parts/reviews/ReviewsPanel.tsx'
import { StarsLine } from '#web/parts/reviews/Stars.tsx'

/** Shows what is known about a renter: paid GPU time, leases, disputes and the reviews by its providers. */
export function RenterPage({ account }: { readonly account: string }) {
  const t = useTranslations('renter')
  const query = useQuery(renterQuery(browserApi, account))
  return (
    <main className="page p-prov">
      <QueryView isPage query={query} failed={t('failed')} skeleton={<RenterSkeleton />}>
        {(renter) => (
          <>
            <Head renter={renter} />
            <RenterFigures renter={renter} />
            <section className="blk">
              <header>
                <h2>{t('reviews')}</h2>
                <p>{t('reviewsNote')}</p>
              </header>
              <ReviewsPanel subject={{ of: 'renter', id: account }} />
            </section>
          </>
        )}
      </QueryView>
    </main>
  )
}

function Head({ renter: { account, reviews } }: { readonly renter: PublicRenterWire }) {
  const t = useTranslations('renter')
  const tStates = useTranslations('states')
  return (
    <header className="hd">
      <p className="t13 dim">{t('title')}</p>
      <h1 className="row wrap g2">
        <Ident account={account} />
        <bdi className="mono">{shortHex(account)}</bdi>
      </h1>
      <p className="row wrap g3 t13">
        <span className="mono break-all">{account}</span>
        <CopyButton text={account} label={tStates('copyNamed', { what: t('address') })} doneLabel={tStates('copied')} />
        <Link className="link" href={`/explorer/address/${account}`}>
          {t('onChain')}
        </Link>
      </p>
      <p className="t13">
        <StarsLine summary={reviews} />
      </p>
      <p className="t12 dim">{t('note')}</p>
    </header>
  )
}

/** Shows the sums of a renter's record. */
export function RenterFigures({ renter }: { readonly renter: PublicRenterWire }) {
  const t = useTranslations('renter')
  const { since, closedLeases, openLeases, providers, cancelledLeases, disputes } = renter
  return (
    <div className="stats">
      <Stat name={t('paid')} value={t('number', { number: hoursOf(renter) })} below={t('paidNote', { leases: closedLeases })} />
      <Stat name={t('providers')} value={t('number', { number: providers })} below={t('providersNote')} />
      <Stat name={t('open')} value={t('number', { number: openLeases })} below={t('openNote')} />
      <Stat name={t('cancelled')} value={t('number', { number: cancelledLeases })} below={t('cancelledNote')} />
      <Stat
        name={t('disputes')}
        value={t('number', { number: disputes.opened })}
        below={t('disputesNote', { open: disputes.open, won: disputes.won })}
      />
      <Stat name={t('since')} value={since === null ? '–' : dateYearText(since)} below={t('sinceNote')} />
    </div>
  )
}

function RenterSkeleton() {
  return (
    <div className="skeltree stack g5" aria-hidden>
      <Skeleton width={320} height={64} />
      <Skeleton width="100%" height={96} />
      <Skeleton width="100%" height={180} />
    </div>
  )
}
