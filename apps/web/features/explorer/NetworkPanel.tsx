'use client'
import type { NetworkWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Globe, ServerOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { AreaList, type Depth } from '#web/features/explorer/AreaList.tsx'
import { NodeState } from '#web/features/explorer/NodeState.tsx'
import { hasCoordinates } from '#web/features/explorer/spotsOf.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { networkQuery, nodesQuery } from '#web/parts/explorer/explorerQueries.ts'
import { ListPanel } from '#web/parts/explorer/ListPanel.tsx'
import { classTitle, givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedMarket } from '#web/parts/market/SimulatedMarket.tsx'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { usePlaceName } from '#web/parts/machine/useLocationText.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

const NetworkMap = dynamic(() => import('#web/features/explorer/NetworkMap.tsx').then((module) => module.NetworkMap), { ssr: false })

const wholeWorld: Depth = { region: null, place: null }

/** Shows the map with the registered machines. The user can go from the world to a region, to a location, and to each machine there. */
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
  const regionName = useRegionName()
  const placeName = usePlaceName()
  const [depth, setDepth] = useState(wholeWorld)
  const region = network.regions.find(({ regionId }) => regionId === depth.region)
  const place = depth.place === null ? undefined : network.places[depth.place]
  const area = place ?? region ?? network.world
  const title = place !== undefined ? (placeName(place) ?? t('somewhere')) : region === undefined ? t('world') : regionName(region.regionName)
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
              {regionName(region.regionName)}
            </button>
          )}
          {place !== undefined && (
            <button type="button" aria-current="true">
              {title}
            </button>
          )}
        </nav>
        <p className="mapkey">{t('key', { without: nodesWithoutLocation(places) })}</p>
      </div>
      <div className="xarea">
        <AreaFacts title={title} area={area} />
        {place !== undefined ? (
          <LocationNodes place={place} />
        ) : (
          <AreaList network={network} region={region?.regionId ?? null} places={places} onDepth={setDepth} />
        )}
      </div>
    </section>
  )
}

function nodesWithoutLocation(places: NetworkWire['places']): number {
  return places.reduce((sum, place) => sum + (hasCoordinates(place) ? 0 : place.nodes), 0)
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

/** Shows the total numbers of an area, and one bar for each class of GPUs. */
function AreaFacts({ title, area }: { readonly title: string; readonly area: NetworkWire['world'] }) {
  const t = useTranslations('explorer.network')
  const { nodes, simulatedNodes, gpus, rentedGpus, providers, classes } = area
  const most = classes[0]?.gpus ?? 1
  return (
    <div className="panel-body">
      <div className="row between">
        <h2>{title}</h2>
        {simulatedNodes > 0 && <SimulatedMarket />}
        <span className="t13 dim">{t('nodesOf', { count: nodes, simulated: simulatedNodes })}</span>
      </div>
      <dl className="figs">
        <Figure name={t('gpus')} value={gpus.toLocaleString('en-US')} />
        <Figure name={t('rented')} value={t('percent', { share: gpus === 0 ? 0 : Math.round((100 * rentedGpus) / gpus) })} />
        <Figure name={t('providers')} value={providers.toLocaleString('en-US')} />
      </dl>
      <ul className="bars" aria-label={t('classes')}>
        {classes.slice(0, 8).map(({ classId, className, gpus: count }) => (
          <li key={classId}>
            <span className="clip" title={className}>
              {classTitle(className)}
            </span>
            <span className="meter" aria-hidden>
              <i style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <b>{count.toLocaleString('en-US')}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="t12 dim">{name}</dt>
      <dd className="strong t16">{value}</dd>
    </div>
  )
}

/** Lists the machines of one location with their states. */
function LocationNodes({ place: { regionId, city, country } }: { readonly place: NetworkWire['places'][number] }) {
  const t = useTranslations('explorer.nodes')
  const where = { region: regionId, country: country ?? '', city: city ?? '' }
  return (
    <ListPanel
      title={t('here')}
      query={nodesQuery(browserApi, where)}
      empty={t('empty')}
      columns={[{ name: t('node') }, { name: t('state'), className: 'n' }]}
    >
      {(node) => (
        <tr key={node.node}>
          <td>
            <Link href={`/gpus/${node.node}`}>
              <b className="strong">{givenName(node.name)}</b>
            </Link>
            <span className="dim block">{nodeTitle(node)}</span>
            {node.simulated && <SimulatedBadge />}
          </td>
          <td className="n">
            <NodeState node={node} />
          </td>
        </tr>
      )}
    </ListPanel>
  )
}
