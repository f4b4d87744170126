'use client'
import { searchListings, type Transport } from '@infinitio/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { geoNaturalEarth1 } from 'd3-geo'
import { useTranslations } from 'next-intl'
import { Stat } from '#web/components/ui/Stat.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useWorld } from '#web/features/map/useWorld.ts'
import { WorldLand } from '#web/features/map/WorldLand.tsx'

const width = 1_360
const height = 520
const projection = geoNaturalEarth1()
  .scale(238)
  .translate([width / 2, height / 2 + 62])

/** Shows the nodes as dots on a world map, and their number. Simulated nodes are hollow and labelled as simulated. */
export function NodeMap() {
  const t = useTranslations('home.map')
  const world = useWorld()
  const { data } = useQuery(everyNodeQuery(browserApi))
  const nodes = data?.items ?? []
  const simulated = nodes.filter((node) => node.simulated).length
  return (
    <>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid slice" role="img" aria-label={t('name', { count: nodes.length })}>
        <WorldLand world={world} projection={projection} />
        {nodes.map((node) => {
          const point = node.longitude === null || node.latitude === null ? null : projection([node.longitude, node.latitude])
          return point === null ? null : (
            <circle key={node.node} className={node.simulated ? 'spot unreal' : 'spot'} cx={point[0]} cy={point[1]} r={5} />
          )
        })}
      </svg>
      {data !== undefined && (
        <div className="stats">
          <Stat name={t('nodes')} value={data.total} below={t('simulated', { count: simulated })} />
          <Stat name={t('gpus')} value={nodes.reduce((total, { freeGpus }) => total + freeGpus, 0)} below={t('freeNow')} />
          <Stat name={t('countries')} value={new Set(nodes.flatMap(({ country }) => country ?? [])).size} below={t('regions')} />
        </div>
      )}
    </>
  )
}

function everyNodeQuery(api: Transport) {
  return queryOptions({ queryKey: ['listings', 'every'], queryFn: () => searchListings(api, { hours: 1, limit: 200 }) })
}
