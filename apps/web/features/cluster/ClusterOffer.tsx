'use client'
import type { CatalogueWire, ChainWire, ListingWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Network } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { cheapestSpread, type ClassPlan } from '#web/features/cluster/cheapestSpread.ts'
import { clusterListingsQuery } from '#web/features/cluster/clusterListingsQuery.ts'
import { clusterOfSearch, type SearchedCluster } from '#web/features/cluster/clusterOfSearch.ts'
import { clusterTerms } from '#web/features/cluster/clusterTerms.ts'
import { type ClusterPlan, machinesOf, planCluster } from '#web/features/cluster/planCluster.ts'
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
  const isAnyClass = search.classes.length === 0 && wanted.machines !== null
  return (
    <Offer
      cluster={clusterOfSearch(search, wanted, catalogue)}
      machines={wanted.machines}
      anyClassFromVramGib={isAnyClass ? (search.minVramGib ?? 0) : null}
      catalogue={catalogue}
      chain={chain}
    />
  )
}

type OfferProps = {
  readonly cluster: SearchedCluster
  /** The number of machines that the search asks for; null if it does not state one. */
  readonly machines: number | null
  /**
   * The least GPU memory of a search for several machines that names no class, in GiB. The offer then has the class in which an order gives the wanted number
   * of machines at the lowest price. Null if the class is settled.
   */
  readonly anyClassFromVramGib: number | null
  readonly catalogue: CatalogueWire
  readonly chain: ChainWire
}

function Offer({ cluster, machines, anyClassFromVramGib, catalogue, chain }: OfferProps) {
  const t = useTranslations('clusterOffer')
  const { gpus } = cluster
  const isAnyClass = anyClassFromVramGib !== null
  const query = useQuery({
    ...clusterListingsQuery(browserApi, { ...cluster, classId: isAnyClass ? null : cluster.classId, minVramGib: anyClassFromVramGib ?? undefined }),
    enabled: isAnyClass || cluster.classId !== null,
  })
  const found = foundIn(query.data, { cluster, machines, anyClassFromVramGib })
  const classId = found?.classId ?? cluster.classId
  const className = catalogue.classes.find((one) => one.classId === classId)?.name
  return (
    <section className="panel panel-body row wrap between g4 mb-3" aria-label={t('name')}>
      <div className="stack g1 min-w-0">
        <h2 className="row">
          <Network className="i s" aria-hidden />
          {className === undefined ? t('titleAny', { gpus }) : t('title', { gpus, what: classTitle(className) })}
        </h2>
        <p className="t13">{t('text')}</p>
        {query.data === undefined && !query.isError && <Skeleton width={320} height={18} />}
        {query.data !== undefined && <FreeNow cluster={cluster} plan={found?.plan ?? null} machines={machines} chain={chain} />}
      </div>
      <Button asChild tone="primary">
        <Link href={clusterAddress({ ...cluster, classId })} prefetch={false}>
          {t('rent')}
        </Link>
      </Button>
    </section>
  )
}

type Wanted = Pick<OfferProps, 'cluster' | 'machines' | 'anyClassFromVramGib'>

/** Returns the cluster that an order would create now, with its class. Null while the machines load, and if too few are free. Pure. */
function foundIn(listings: readonly ListingWire[] | undefined, { cluster, machines, anyClassFromVramGib }: Wanted): ClassPlan | null {
  if (listings === undefined) return null
  if (anyClassFromVramGib !== null) {
    const fitting = listings.filter(({ vramGib }) => vramGib >= anyClassFromVramGib)
    return cheapestSpread(fitting, { ...cluster, machines: machines ?? 1 })
  }
  const plan = planCluster(listings, cluster)
  return plan === null || cluster.classId === null ? null : { classId: cluster.classId, plan }
}

type FreeNowProps = Pick<OfferProps, 'cluster' | 'machines' | 'chain'> & { readonly plan: ClusterPlan | null }

/**
 * Shows whether enough machines are free, and their price. An order cannot require different machines, so this also says if fewer machines than wanted would
 * provide all GPUs, and how to get as many as wanted.
 */
function FreeNow({ cluster, plan, machines, chain }: FreeNowProps) {
  const t = useTranslations('clusterOffer')
  const regionName = useRegionName()
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
      {machines !== null && found < machines && (
        <p className="t13 warn">
          {t.rich('fewer', {
            ...{ machines: found, gpus: cluster.gpus, wanted: machines },
            link: (text) => (
              <Link className="link" href="/docs/guides/clusters">
                {text}
              </Link>
            ),
          })}
        </p>
      )}
    </>
  )
}
