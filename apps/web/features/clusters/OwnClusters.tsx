'use client'
import type { ClusterWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { clustersQuery } from '#web/features/clusters/clusterQueries.ts'
import { clusterTones } from '#web/features/clusters/networkTones.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** Lists the clusters of the account that still have a lease, each with a link to its page. Shows nothing if there are none. */
export function OwnClusters() {
  const t = useTranslations('clusterPage')
  const { data } = useQuery(clustersQuery(browserApi))
  const live = data?.clusters.filter(({ state }) => state !== 'over') ?? []
  if (live.length === 0) return null
  return (
    <Panel title={t('own')} className="mb-4">
      <ul className="panel-body stack g2">
        {live.map(({ clusterId, name, state, members }) => (
          <li key={clusterId} className="row wrap g3">
            <Link className="link" href={`/clusters/${clusterId}`}>
              {name ?? t('title', { count: members.length })}
            </Link>
            {members.every((member) => member.state === 'booked') ? (
              <Badge tone="plain">{t('state.later')}</Badge>
            ) : (
              <Badge tone={clusterTones[state]}>{t(`state.${state}`)}</Badge>
            )}
            <span className="dim t13">{t('members.count', { live: liveOf(members), all: members.length })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function liveOf(members: ClusterWire['members']): number {
  return members.filter(({ network, state }) => network !== 'over' && state === 'active').length
}
