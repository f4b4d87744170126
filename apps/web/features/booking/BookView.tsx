'use client'
import type { HoldWire, ListingWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { useEffect, useMemo } from 'react'
import { CheckoutPath } from '#web/features/booking/CheckoutPath.tsx'
import { CheckoutSkeleton } from '#web/features/booking/CheckoutSkeleton.tsx'
import { HoldBar } from '#web/features/booking/HoldBar.tsx'
import { HoldOver } from '#web/features/booking/HoldOver.tsx'
import { holdQuery } from '#web/features/booking/holdQuery.ts'
import { PhasesView } from '#web/features/booking/PhasesView.tsx'
import { SetupForm } from '#web/features/booking/SetupForm.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { type Checkout, checkoutOfHold } from '#web/parts/checkout/checkout.ts'
import { useSecondsLeft } from '#web/parts/hold/useSecondsLeft.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { LeaseMaintenance } from '#web/parts/machine/LeaseMaintenance.tsx'
import { heldListingKey } from '#web/parts/other-machine/heldListing.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

/**
 * Lets the renter turn a hold (five minutes in which the machine or its price is reserved) into a lease. The renter fills in the form and signs before the hold
 * ends, then watches the lease start on the same page.
 */
export function BookView({ holdId }: { readonly holdId: string }) {
  return (
    <main className="page p-book">
      <SignInGate isPage waiting={<CheckoutSkeleton />}>
        <HoldPage holdId={holdId} />
      </SignInGate>
    </main>
  )
}

function HoldPage({ holdId }: { readonly holdId: string }) {
  const t = useTranslations('book')
  const query = useQuery(holdQuery(browserApi, holdId))
  const orderHash = useSearchParams().get('order')
  const queryClient = useQueryClient()
  const listing = query.data?.listing ?? null
  useEffect(() => {
    if (listing !== null) queryClient.setQueryData(heldListingKey(holdId), listing)
  }, [queryClient, holdId, listing])
  const state = query.data?.state
  useEffect(() => {
    if (state !== undefined) void queryClient.invalidateQueries({ queryKey: ['holds'] })
  }, [queryClient, state])
  useLiveTopic(`hold:${holdId}`)
  return (
    <QueryView isPage query={query} failed={t('failed')} skeleton={<CheckoutSkeleton />}>
      {(hold) => (
        <>
          <CheckoutPath node={hold.node} name={hold.listing?.name ?? null} />
          <HoldStage hold={hold} seen={queryClient.getQueryData<ListingWire>(heldListingKey(holdId)) ?? null} orderHash={orderHash} />
        </>
      )}
    </QueryView>
  )
}

type HoldStageProps = { readonly hold: HoldWire; readonly seen: ListingWire | null; readonly orderHash: string | null }

function HoldStage({ hold, seen, orderHash }: HoldStageProps) {
  const queryClient = useQueryClient()
  const checkout = useMemo(() => checkoutOfHold(hold, seen), [hold, seen])
  /** The URL of the page contains the order's hash, so that a reload shows the order's progress again. */
  function show(order: string | null): void {
    window.history.replaceState(null, '', order === null ? `/book/${hold.holdId}` : `/book/${hold.holdId}?order=${order}`)
    void queryClient.invalidateQueries({ queryKey: ['hold', hold.holdId] })
  }
  if (orderHash !== null) return <PhasesView orderHash={orderHash} checkout={checkout} onSignAgain={() => show(null)} />
  if (hold.state === 'requested') return <CheckoutSkeleton />
  if (hold.state === 'held') return <HeldForm hold={hold} checkout={checkout} onPlaced={show} />
  return <HoldOver hold={hold} seen={seen} onOrder={show} />
}

type HeldFormProps = { readonly hold: HoldWire; readonly checkout: Checkout; readonly onPlaced: (orderHash: string) => void }

function HeldForm({ hold, checkout, onPlaced }: HeldFormProps) {
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  const secondsLeft = useSecondsLeft({ until: hold.expiresAt, serverNow: hold.serverNow })
  if (secondsLeft === 0) return <HoldOver hold={{ ...hold, state: 'expired' }} seen={checkout.like} onOrder={onPlaced} />
  const from = chain?.chainNow ?? hold.serverNow
  const head = (
    <>
      <HoldBar hold={hold} secondsLeft={secondsLeft} holdsLeft={wallet?.holdsLeftThisHour} />
      <div className="mb-4 empty:hidden">
        {hold.node !== null && <LeaseMaintenance node={hold.node} from={from} until={from + hold.durationSeconds} />}
      </div>
    </>
  )
  return <SetupForm checkout={checkout} onPlaced={onPlaced} head={head} onSize={null} />
}
