'use client'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, MapPin } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ComponentProps, useMemo } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { BookingPanel } from '#web/features/listing/BookingPanel.tsx'
import { type BookingWish, laterOfWish } from '#web/features/listing/bookingWish.ts'
import { FreeHours } from '#web/features/listing/FreeHours.tsx'
import { ListingSkeleton } from '#web/features/listing/ListingSkeleton.tsx'
import { MaintenanceNotice } from '#web/parts/machine/MaintenanceNotice.tsx'
import { NodeFacts } from '#web/features/listing/NodeFacts.tsx'
import { NotBookable } from '#web/features/listing/NotBookable.tsx'
import { OwnMachinePanel } from '#web/features/listing/OwnMachinePanel.tsx'
import { PastUse } from '#web/features/listing/PastUse.tsx'
import { PriceHistory } from '#web/features/listing/PriceHistory.tsx'
import { ReportedFacts } from '#web/features/listing/ReportedFacts.tsx'
import { StickBar } from '#web/features/listing/StickBar.tsx'
import { SimilarNodes } from '#web/features/listing/SimilarNodes.tsx'
import { useBookingWish } from '#web/features/listing/useBookingWish.ts'
import { useHourChoosing } from '#web/features/listing/useHourChoosing.ts'
import { LaterStarts } from '#web/features/search/LaterStarts.tsx'
import { NamePrice } from '#web/features/search/NamePrice.tsx'
import { InTurn } from '#web/components/ui/InTurn.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { type RentSize, withinBounds } from '#web/parts/checkout/rentBounds.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { listingQuery } from '#web/parts/machine/listingQuery.ts'
import { usePrivateOffer } from '#web/parts/machine/usePrivateOffer.ts'
import { proofMaker } from '#web/parts/machine/proofMaker.ts'
import { rentedUnitOf } from '#web/parts/machine/rentedUnitOf.ts'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { searchFromParams } from '#web/parts/search/searchState.ts'

const ListingReviews = dynamic(() => import('#web/features/listing/ListingReviews.tsx').then((module) => module.ListingReviews), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={260} className="mt-5" />,
})
// Has no skeleton: the server sends its HTML with the page, because it may be visible before the visitor scrolls.
const ProviderFacts = dynamic(() => import('#web/features/listing/ProviderFacts.tsx').then((module) => module.ProviderFacts))
const ReliabilityPanel = dynamic(() => import('#web/features/listing/ReliabilityPanel.tsx').then((module) => module.ReliabilityPanel), {
  loading: () => <div className="panel min-h-56" aria-hidden />,
})

const ProofsPanel = dynamic(() => import('#web/features/listing/ProofsPanel.tsx').then((module) => module.ProofsPanel), {
  loading: () => <div className="panel min-h-56" aria-hidden />,
})

const NetworkPanel = dynamic(() => import('#web/features/listing/NetworkPanel.tsx').then((module) => module.NetworkPanel), {
  loading: () => <div className="panel min-h-36" aria-hidden />,
})

const NodeFaults = dynamic(() => import('#web/features/listing/NodeFaults.tsx').then((module) => module.NodeFaults), {
  loading: () => <div className="panel min-h-24" aria-hidden />,
})

/**
 * Shows one machine: its data, its free hours, its price and the form that rents it. After the user changes a choice, shows the last known data until the new
 * data has loaded.
 */
export function ListingView({ node }: { readonly node: string }) {
  const t = useTranslations('listing')
  const { wish, change } = useBookingWish()
  const query = useQuery(listingQuery(browserApi, node, laterOfWish(wish)))
  useLiveTopic('listings')
  return (
    <main className="page p-listing">
      <QueryView isPage query={query} failed={t('failed')} skeleton={<ListingSkeleton />}>
        {(detail) => <Detail found={detail} wish={wish} change={change} isFresh={!query.isPlaceholderData} />}
      </QueryView>
    </main>
  )
}

type DetailProps = {
  /** The machine with the offer for everyone. */
  readonly found: ListingDetailWire
  readonly wish: BookingWish
  readonly change: (patch: Partial<BookingWish>) => void
  /** True if the shown data is for the wanted start, and not for the start that was chosen before. */
  readonly isFresh: boolean
}

function Detail({ found, wish, change, isFresh }: DetailProps) {
  const { detail = found, isKnown: isOfferKnown } = usePrivateOffer(found, laterOfWish(wish))
  const isKnown = isFresh && isOfferKnown
  const { data: chain } = useQuery(chainQuery(browserApi))
  const isOwn = useAccount() === detail.provider
  const { listing } = detail
  const now = chain?.chainNow ?? detail.calendar.fromHour * 3_600
  const startAt = wish.startHour !== null && wish.startHour * 3_600 > now ? wish.startHour * 3_600 : null
  const from = startAt ?? now
  const choice = listing === null ? wish : withinBounds(wish, listing, from)
  const pick = chain === undefined || listing === null ? null : { from, until: from + choice.durationSeconds }
  const room = { calendar: detail.calendar, gpus: choice.gpus, now, ask: listing?.ask ?? null }
  const hours = Math.ceil(choice.durationSeconds / 3_600)
  const choosing = useHourChoosing({
    room,
    hours,
    onChoice: ({ startHour, hours: chosen }) => change({ startHour, durationSeconds: chosen * 3_600 }),
  })
  // True if the machine responds and only the chosen hours are taken or not on offer, so that it can be rented at another hour. A machine that does not respond
  // cannot be rented at any hour.
  const isThere = listing !== null || detail.unavailable === 'full' || (detail.unavailable === 'paused' && startAt !== null)
  return (
    <>
      <Head detail={detail} isForNow={startAt === null} />
      <div className="lt">
        <div>
          {detail.unavailable !== 'retired' && <MaintenanceNotice maintenance={detail.maintenance} ask={listing?.ask ?? null} from={from} />}
          <NodeFacts detail={detail} gpus={choice.gpus} isForNow={startAt === null} />
          <ProviderFacts {...detail} />
          {detail.report !== null && <ReportedFacts report={detail.report} />}
          <FreeHours
            calendar={detail.calendar}
            unit={rentedUnitOf(detail)}
            gpus={choice.gpus}
            pick={pick}
            choosing={chain !== undefined && isThere ? choosing : null}
          />
          {chain !== undefined && <OtherStarts detail={detail} choice={choice} from={from} startAt={startAt} />}
          {chain !== undefined && <OwnPrice detail={detail} gpus={choice.gpus} hours={hours} startHour={wish.startHour} now={chain.chainNow} />}
          <InTurn>
            <ReliabilityPanel node={detail.node} maker={proofMaker(detail)} />
            <ProofsPanel node={detail.node} />
            <NetworkPanel node={detail.node} />
            <NodeFaults node={detail.node} />
            <PastUse past={detail.past} />
            <PriceHistory detail={detail} />
            <ListingReviews node={detail.node} />
            <SimilarNodes similar={detail.similar} />
          </InTurn>
        </div>
        {isOwn ? (
          <OwnMachinePanel node={detail.node} isRemoved={detail.unavailable === 'retired'} />
        ) : listing === null ? (
          <NotBookable detail={detail} startAt={startAt} onNow={() => change({ startHour: null })} />
        ) : chain === undefined ? (
          <div className="panel min-h-96" />
        ) : (
          <BookingPanel listing={listing} chain={chain} choice={choice} startAt={startAt} isKnown={isKnown} onChoice={change} />
        )}
      </div>
      {listing !== null && chain !== undefined && !isOwn && <StickBar listing={listing} />}
    </>
  )
}

function Head({ detail, isForNow }: { readonly detail: ListingDetailWire; readonly isForNow: boolean }) {
  const t = useTranslations('listing')
  const regionName = useRegionName()(detail.regionName)
  const locationText = useLocationText()
  const place = detail.listing === null ? regionName : locationText(detail.listing)
  return (
    <>
      <nav className="t13 dim" aria-label={t('breadcrumb')}>
        <Link className="link" href="/gpus">
          {t('allNodes')}
        </Link>{' '}
        /{' '}
        <Link className="link" href={`/gpus?region=${detail.regionId}`}>
          {regionName}
        </Link>{' '}
        / {givenName(detail.name)}
      </nav>
      <header className="hd">
        <div className="grow">
          <div className="row wrap g3">
            <h1>{nodeTitle({ gpus: detail.gpus, className: detail.className })}</h1>
            {detail.listing !== null && isForNow && (
              <Badge tone="final" icon={<CircleCheck className="i" aria-hidden />}>
                {t('freeNow')}
              </Badge>
            )}
            {detail.simulated && <SimulatedBadge />}
          </div>
          <p className="row wrap meta">
            <span className="row g1">
              <MapPin className="i s" aria-hidden />
              {place}
            </span>
            <span>{givenName(detail.name)}</span>
            <span className="row g1 dim">
              {t('by')} <ProviderLink account={detail.provider} name={detail.providerName} />
            </span>
            <span className="dim mono" title={detail.node}>
              {shortHex(detail.node)}
            </span>
          </p>
          {detail.simulated && <p className="t13 dim mt-2">{t('simulatedText')}</p>}
        </div>
      </header>
    </>
  )
}

type OwnPriceProps = Pick<ComponentProps<typeof NamePrice>, 'gpus' | 'hours' | 'startHour' | 'now'> & { readonly detail: ListingDetailWire }

/** Lets the renter enter a price for this class and region. It fetches the classes itself, so that only this component renders again when they arrive. */
function OwnPrice({ detail, ...wish }: OwnPriceProps) {
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  if (catalogue === undefined) return null
  return (
    <div className="mt-5">
      <NamePrice classes={catalogue.classes} classIds={[detail.classId]} regionId={detail.regionId} {...wish} />
    </div>
  )
}

type OtherStartsProps = { readonly detail: ListingDetailWire; readonly choice: RentSize; readonly from: number; readonly startAt: number | null }

/**
 * Shows other start times at which the same number of GPUs of this class and region is free, or is cheaper, for the same duration: times after `from` and, if a
 * start is chosen, times before it. Shows nothing if there is no such time. `from` is in Unix seconds; `startAt` is the chosen start, null for now.
 */
function OtherStarts({ detail, choice, from, startAt }: OtherStartsProps) {
  const { classId, regionId } = detail
  const { gpus } = choice
  const hours = Math.ceil(choice.durationSeconds / 3_600)
  const search = useMemo(
    () => ({
      ...searchFromParams(new URLSearchParams({ class: `${classId}`, region: `${regionId}`, gpus: `${gpus}`, hours: `${hours}` })),
      startHour: startAt === null ? null : startAt / 3_600,
    }),
    [classId, regionId, gpus, hours, startAt],
  )
  return (
    <div className="mt-3 empty:hidden">
      <LaterStarts search={search} from={from} />
    </div>
  )
}
