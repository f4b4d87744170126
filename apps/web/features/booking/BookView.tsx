'use client'
import type { HoldWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { BookSkeleton } from '#web/features/booking/BookSkeleton.tsx'
import { heldListingKey } from '#web/parts/other-machine/heldListing.ts'
import { holdQuery } from '#web/features/booking/holdQuery.ts'
import { HoldOver } from '#web/features/booking/HoldOver.tsx'
import { PhasesView } from '#web/features/booking/PhasesView.tsx'
import { SetupForm } from '#web/features/booking/SetupForm.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
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
