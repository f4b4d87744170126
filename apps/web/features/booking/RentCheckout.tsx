'use client'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CheckoutPath } from '#web/features/booking/CheckoutPath.tsx'
import { CheckoutSkeleton } from '#web/features/booking/CheckoutSkeleton.tsx'
import { NextMachine } from '#web/features/booking/NextMachine.tsx'
import { PhasesView } from '#web/features/booking/PhasesView.tsx'
import { SetupForm } from '#web/features/booking/SetupForm.tsx'
import { useRentCheckout } from '#web/features/booking/useRentCheckout.ts'
import { MaintenanceNotice } from '#web/parts/machine/MaintenanceNotice.tsx'
import { OwnHold, useOwnHold } from '#web/parts/hold/OwnHold.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import type { RentSize } from '#web/parts/checkout/rentBounds.ts'
import { nextMachinesOf, type RentedNext, rentWishOf, type RentWish } from '#web/parts/checkout/rentAddress.ts'
import type { RentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { rentedUnitOf } from '#web/parts/machine/rentedUnitOf.ts'
import { wholePriceText } from '#web/parts/format/wholePrice.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { laterOfRent, listingQuery } from '#web/parts/machine/listingQuery.ts'
import { usePrivateOffer } from '#web/parts/machine/usePrivateOffer.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/** Shows the checkout to a signed-in renter: first the form and the signature, then the steps of the order. */
export function RentCheckout({ node }: { readonly node: string }) {
  const t = useTranslations('book')
  const params = useSearchParams()
  const wish = useMemo(() => rentWishOf(params), [params])
  const next = useMemo(() => nextMachinesOf(params), [params])
  const later = laterOfRent(wish)
  const query = useQuery(listingQuery(browserApi, node, later))
  const { detail: offered, isKnown } = usePrivateOffer(query.data, later)
  useLiveTopic('listings')
  return (
    <QueryView isPage query={query} failed={t('machineFailed')} skeleton={<CheckoutSkeleton />}>
      {(detail) =>
        isKnown ? (
          <>
            <CheckoutPath node={node} name={givenName(detail.name)} />
            {/* The key gives each machine an empty form. */}
            <RentStage key={node} detail={offered ?? detail} wish={wish} next={next} orderHash={params.get('order')} />
          </>
        ) : (
          <CheckoutSkeleton />
        )
      }
    </QueryView>
  )
}

type RentStageProps = {
  readonly detail: ListingDetailWire
  readonly wish: RentWish
  readonly next: readonly RentedNext[]
  readonly orderHash: string | null
}

function RentStage({ detail, wish, next, orderHash }: RentStageProps) {
  const { checkout, priceChange, takePrice } = useRentCheckout(detail, wish)
  const t = useTranslations('book')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const ownHold = useOwnHold(detail.node)
  if (orderHash !== null)
    return (
      <>
        <div className="mt-4 empty:hidden">
          <NextMachine wish={wish} next={next} isPlaced />
        </div>
        <PhasesView orderHash={orderHash} checkout={checkout} onSignAgain={() => showOrder(null)} />
      </>
    )
  // The renter's own hold already reserves these GPUs, so the page links to the checkout of that hold.
  if (ownHold !== null && checkout.listing === null)
    return (
      <div className="stack g4 mt-6">
        <h1>{t('title')}</h1>
        <OwnHold hold={ownHold} />
      </div>
    )
  const head = (
    <>
      <div className="stack mb-4 empty:hidden">
        <NextMachine wish={wish} next={next} isPlaced={false} />
        {checkout.startAt !== null && <StartLine startAt={checkout.startAt} />}
        {priceChange !== null && <PriceChanged {...priceChange} unit={rentedUnitOf(detail)} onTake={takePrice} />}
      </div>
      <MaintenanceNotice
        maintenance={detail.maintenance}
        ask={detail.listing?.ask ?? null}
        from={checkout.startAt ?? chain?.chainNow ?? checkout.serverNow}
      />
    </>
  )
  return <SetupForm checkout={checkout} onPlaced={showOrder} head={head} onSize={changeSize} />
}

/** Writes the changed GPUs and time to the URL, so that a reload shows them. */
function changeSize({ gpus, durationSeconds }: RentSize): void {
  const params = new URLSearchParams(window.location.search)
  params.set('gpus', `${gpus}`)
  params.set('seconds', `${durationSeconds}`)
  window.history.replaceState(null, '', `${window.location.pathname}?${params}`)
}

/** Writes the order's hash into the URL, so that a reload shows the order's progress again. Null removes it and shows the form. */
function showOrder(orderHash: string | null): void {
  const params = new URLSearchParams(window.location.search)
  if (orderHash === null) params.delete('order')
  else params.set('order', orderHash)
  window.history.replaceState(null, '', `${window.location.pathname}?${params}`)
}

function StartLine({ startAt }: { readonly startAt: number }) {
  const t = useTranslations('book')
  return (
    <Callout tone="go">
      <p className="row">
        <CalendarClock className="i" aria-hidden />
        <b>{t('startsAt', { moment: momentText(startAt) })}</b> {t('startsText')}
      </p>
    </Callout>
  )
}

type PriceChangedProps = { readonly was: string; readonly now: string; readonly unit: RentedUnit; readonly onTake: () => void }

/** Shows that the provider changed the price while the form was open. The order keeps the earlier price until the renter accepts the new one. */
function PriceChanged({ was, now, unit, onTake }: PriceChangedProps) {
  const t = useTranslations('book.priceChanged')
  return (
    <Callout tone="warn" alert>
      <p className="mb-2">{t('text', { unit, was: perHour(was), now: perHour(now) })}</p>
      <Button size="sm" onClick={onTake}>
        {t('take')}
      </Button>
    </Callout>
  )
}

function perHour(pricePerGpuSecond: string): string {
  return wholePriceText(BigInt(pricePerGpuSecond) * 3_600n)
}
