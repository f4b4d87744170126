'use client'
import type { CatalogueWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { ServerOff } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { CheckoutSkeleton } from '#web/features/booking/CheckoutSkeleton.tsx'
import { clusterClass } from '#web/features/cluster/clusterClass.ts'
import { ClusterForm } from '#web/features/cluster/ClusterForm.tsx'
import { ClusterProgress } from '#web/features/cluster/ClusterProgress.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { clusterAddress, type ClusterWish, clusterWishOf, withoutPastStart } from '#web/parts/checkout/clusterAddress.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

/** Rents several machines in one order: the renter chooses, signs and watches all leases start on the same page. */
export function ClusterView() {
  const t = useTranslations('cluster')
  const tBook = useTranslations('book')
  return (
    <main className="page p-book">
      <nav className="t13 dim" aria-label={tBook('breadcrumb')}>
        <Link className="link" href="/gpus">
          {tBook('allNodes')}
        </Link>{' '}
        / {t('here')}
      </nav>
      <SignInGate isPage purpose="rent" waiting={<CheckoutSkeleton />}>
        <ClusterPage />
      </SignInGate>
    </main>
  )
}

function ClusterPage() {
  const t = useTranslations('cluster')
  const catalogue = useQuery(classesQuery(browserApi))
  useLiveTopic('listings')
  return (
    <QueryView isPage query={catalogue} failed={t('catalogueFailed')} skeleton={<CheckoutSkeleton />}>
      {(found) => <ClusterStage catalogue={found} />}
    </QueryView>
  )
}

function ClusterStage({ catalogue }: { readonly catalogue: CatalogueWire }) {
  const params = useSearchParams()
  const { data: chain } = useQuery(chainQuery(browserApi))
  const chainNow = chain?.chainNow ?? 0
  const wish = useMemo(() => withoutPastStart(clusterWishOf(params), chainNow), [params, chainNow])
  const orderHash = params.get('order')
  if (orderHash !== null) return <ClusterProgress orderHash={orderHash} onChange={() => show(wish, null)} />
  const gpuClass = clusterClass({ classIds: wish.classId === null ? [] : [wish.classId] }, catalogue.classes)
  if (gpuClass === null) return <NoClass />
  return (
    <ClusterForm
      wish={wish}
      gpuClass={gpuClass}
      catalogue={catalogue}
      onWish={(patch) => show({ ...wish, ...patch }, null)}
      onPlaced={(hash) => show(wish, hash)}
    />
  )
}

/** Writes the terms and the order's hash into the page's URL, so that a reload shows the same page. */
function show(wish: ClusterWish, orderHash: string | null): void {
  const address = clusterAddress(wish)
  window.history.replaceState(null, '', orderHash === null ? address : `${address}&order=${orderHash}`)
}

function NoClass() {
  const t = useTranslations('cluster.noClass')
  const tRefused = useTranslations('cluster.refused')
  return (
    <div className="panel mt-6">
      <StateBox
        isPage
        kind="empty"
        icon={ServerOff}
        title={t('title')}
        actions={
          <Button asChild tone="primary">
            <Link href="/gpus">{tRefused('others')}</Link>
          </Button>
        }
      >
        {t('text')}
      </StateBox>
    </div>
  )
}
