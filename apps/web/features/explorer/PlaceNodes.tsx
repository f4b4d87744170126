'use client'
import type { NetworkWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { nodesQuery } from '#web/parts/explorer/explorerQueries.ts'
import { ListPanel } from '#web/parts/explorer/ListPanel.tsx'
import { NodeState } from '#web/features/explorer/NodeState.tsx'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

/** The nodes of one place with their state. */
export function PlaceNodes({ place: { regionId, city, country } }: { readonly place: NetworkWire['places'][number] }) {
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
              <b className="strong">{node.name}</b>
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
