'use client'
import type { NetworkWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Globe, ServerOff } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { AreaFacts } from '#web/features/explorer/AreaFacts.tsx'
import { AreaList, type Depth } from '#web/features/explorer/AreaList.tsx'
import { networkQuery } from '#web/parts/explorer/explorerQueries.ts'
import { PlaceNodes } from '#web/features/explorer/PlaceNodes.tsx'
import { isPlaced } from '#web/features/explorer/spotsOf.ts'

const NetworkMap = dynamic(() => import('#web/features/explorer/NetworkMap.tsx').then((module) => module.NetworkMap), { ssr: false })

const wholeWorld: Depth = { region: null, place: null }

/** The map with what is registered where: world, region, place, and there each node. */
export function NetworkPanel() {
  const t = useTranslations('explorer.network')
  const network = useQuery(networkQuery(browserApi))
  return (
    <QueryView query={network} failed={t('failed')} skeleton={<Waiting />}>
      {(data) => (data.world.nodes === 0 ? <NoNodes /> : <Network network={data} />)}
    </QueryView>
  )
}

function Network({ network }: { readonly network: NetworkWire }) {
  const t = useTranslations('explorer.network')
  const [depth, setDepth] = useState(wholeWorld)
  const region = network.regions.find(({ regionId }) => regionId === depth.region)
  const place = depth.place === null ? undefined : network.places[depth.place]
  const area = place ?? region ?? network.world
  const title = place !== undefined ? (place.city ?? place.country ?? t('somewhere')) : (region?.regionName ?? t('world'))
  const places = network.places
    .map((shown, index) => ({ ...shown, index }))
    .filter(({ regionId }) => depth.region === null || regionId === depth.region)
  return (
    <section className="panel xnet" aria-label={t('title')}>
      <div className="xmap">
        <NetworkMap
          places={places}
          chosen={depth.place}
          onChoose={(index) => setDepth({ region: network.places[index]?.regionId ?? null, place: index })}
        />
        <nav className="drill" aria-label={t('area')}>
          <button type="button" aria-current={region === undefined ? 'true' : undefined} onClick={() => setDepth(wholeWorld)}>
            <Globe className="i s" aria-hidden />
            {t('world')}
          </button>
          {region !== undefined && (
            <button
              type="button"
              aria-current={place === undefined ? 'true' : undefined}
              onClick={() => setDepth({ region: region.regionId, place: null })}
            >
              {region.regionName}
            </button>
          )}
          {place !== undefined && (
            <button type="button" aria-current="true">
              {title}
            </button>
          )}
        </nav>
        <p className="mapkey">{t('key', { without: nodesWithoutPlace(places) })}</p>
      </div>
      <div className="xarea">
        <AreaFacts title={title} area={area} />
        {place !== undefined ? (
          <PlaceNodes place={place} />
        ) : (
          <AreaList network={network} region={region?.regionId ?? null} places={places} onDepth={setDepth} />
        )}
      </div>
    </section>
  )
}

function nodesWithoutPlace(places: NetworkWire['places']): number {
  return places.reduce((sum, place) => sum + (isPlaced(place) ? 0 : place.nodes), 0)
}

function Waiting() {
  const t = useTranslations('explorer.network')
  return (
    <section className="panel xnet" aria-label={t('title')} aria-busy>
      <div className="xmap" />
      <div className="xarea panel-body stack g3">
        <Skeleton width="40%" height={22} />
        <Skeleton width="90%" height={40} />
        <Skeleton width="100%" height={160} />
      </div>
    </section>
  )
}

function NoNodes() {
  const t = useTranslations('explorer.network')
  return (
    <div className="panel">
      <StateBox kind="empty" icon={ServerOff} title={t('empty')}>
        {t('emptyText')}
      </StateBox>
    </div>
  )
}
