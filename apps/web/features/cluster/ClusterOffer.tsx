'use client'
import type { CatalogueWire, ChainWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Network } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { clusterListingsQuery } from '#web/features/cluster/clusterListingsQuery.ts'
import { clusterOfSearch, type SearchedCluster } from '#web/features/cluster/clusterOfSearch.ts'
import { clusterTerms } from '#web/features/cluster/clusterTerms.ts'
import { machinesOf, planCluster } from '#web/features/cluster/planCluster.ts'
import { readWords } from '#web/parts/search/readWords.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { clusterAddress } from '#web/parts/checkout/clusterAddress.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

/** Offers one cluster order (several machines that start together) above the search results, if the search asks for several machines. */
export function ClusterOffer({ search }: { readonly search: SearchState }) {
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  if (catalogue === undefined || chain === undefined) return null
  const wanted = readWords(search.words, { now: chain.chainNow, catalogue }).cluster
  if (wanted === null) return null
  return <Offer cluster={clusterOfSearch(search, wanted, catalogue)} machines={wanted.machines} catalogue={catalogue} chain={chain} />
}

type OfferProps = {
  readonly cluster: SearchedCluster
  /** The number of machines that the search asks for; null if it does not state one. */
  readonly machines: number | null
  readonly catalogue: CatalogueWire
  readonly chain: ChainWire
}

function Offer({ cluster, machines, catalogue, chain }: OfferProps) {
  const t = useTranslations('clusterOffer')
  const { classId, gpus } = cluster
  const className = catalogue.classes.find((one) => one.classId === classId)?.name
  return (
    <section className="panel panel-body row wrap between g4 mb-3" aria-label={t('name')}>
      <div className="stack g1 min-w-0">
        <h2 className="row">
          <Network className="i s" aria-hidden />
          {className === undefined ? t('titleAny', { gpus }) : t('title', { gpus, what: classTitle(className) })}
        </h2>
        <p className="t13">{t('text')}</p>
        {classId !== null && <FreeNow cluster={{ ...cluster, classId }} machines={machines} chain={chain} />}
      </div>
      <Button asChild tone="primary">
        <Link href={clusterAddress(cluster)} prefetch={false}>
          {t('rent')}
        </Link>
      </Button>
    </section>
  )
}

type FreeNowProps = {
  readonly cluster: SearchedCluster & { readonly classId: number }
  readonly machines: number | null
  readonly chain: ChainWire
}

/**
 * Shows whether enough machines are free, and their price. An order cannot require different machines, so this also says if fewer machines than wanted would
 * provide all GPUs.
 */
function FreeNow({ cluster, machines, chain }: FreeNowProps) {
  const t = useTranslations('clusterOffer')
  const regionName = useRegionName()
  const { data: listings, isError } = useQuery(clusterListingsQuery(browserApi, cluster))
  if (listings === undefined) return isError ? null : <Skeleton width={320} height={18} />
  const plan = planCluster(listings, cluster)
  if (plan === null) return <p className="t13 dim">{t('short')}</p>
  const { total } = clusterTerms(plan, { durationSeconds: cluster.durationSeconds, mayTry: false, chain })
  const region = regionName(plan.slices[0]?.listing.regionName ?? '')
  const found = machinesOf(plan)
  return (
    <>
      <p className="t13">
        {t('fits', { machines: found, region, total: amountText(total) })}
        <About units={total} />
      </p>
      {machines !== null && found < machines && <p className="t13 warn">{t('fewer', { machines: found, gpus: cluster.gpus, wanted: machines })}</p>}
    </>
  )
}
