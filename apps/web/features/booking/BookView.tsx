'use client'
import type { HoldWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { HoldOver } from '#web/features/booking/HoldOver.tsx'
import { holdQuery } from '#web/features/booking/holdQuery.ts'
import { PhasesView } from '#web/features/booking/PhasesView.tsx'
import { SetupForm } from '#web/features/booking/SetupForm.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { heldListingKey } from '#web/parts/other-machine/heldListing.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

/** A hold on its way to a lease: set up and sign while it lasts, then watch the phases on the same page. */
export function BookView({ holdId }: { readonly holdId: string }) {
  return (
    <main className="page p-book">
      <SignInGate waiting={<BookSkeleton />}>
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
    <QueryView query={query} failed={t('failed')} skeleton={<BookSkeleton />}>
      {(hold) => (
        <>
          <Breadcrumb hold={hold} />
          <HoldStage hold={hold} orderHash={orderHash} />
        </>
      )}
    </QueryView>
  )
}

function HoldStage({ hold, orderHash }: { readonly hold: HoldWire; readonly orderHash: string | null }) {
  const queryClient = useQueryClient()
  /** The order lives in the address, so that a reload shows the same phases. */
  function show(order: string | null): void {
    window.history.replaceState(null, '', order === null ? `/book/${hold.holdId}` : `/book/${hold.holdId}?order=${order}`)
    void queryClient.invalidateQueries({ queryKey: ['hold', hold.holdId] })
  }
  if (orderHash !== null) return <PhasesView orderHash={orderHash} hold={hold} onSignAgain={() => show(null)} />
  if (hold.state === 'requested') return <BookSkeleton />
  if (hold.state === 'held') return <SetupForm hold={hold} onPlaced={show} />
  return <HoldOver hold={hold} onOrder={show} />
}

function Breadcrumb({ hold }: { readonly hold: HoldWire }) {
  const t = useTranslations('book')
  return (
    <nav className="t13 dim" aria-label={t('breadcrumb')}>
      <Link className="link" href="/gpus">
        {t('allNodes')}
      </Link>{' '}
      /{' '}
      <Link className="link" href={`/gpus/${hold.node}`}>
        {hold.listing?.name ?? t('node')}
      </Link>{' '}
      / {t('here')}
    </nav>
  )
}

/** The shape of the booking page before the hold is known. */
function BookSkeleton() {
  return (
    <div className="skeltree" aria-hidden>
      <div className="panel my-3 flex items-center gap-4 p-4">
        <Skeleton width={36} height={36} />
        <Skeleton width="60%" height={16} />
      </div>
      <div className="bc mt-6">
        <div className="stack g4">
          <Skeleton width={240} height={28} />
          <Skeleton width="100%" height={72} />
          <Skeleton width="100%" height={96} />
        </div>
        <div className="panel stack g4 p-4">
          <Skeleton width="60%" height={20} />
          <Skeleton width="100%" height={120} />
          <Skeleton width="100%" height={44} />
        </div>
      </div>
    </div>
  )
}
