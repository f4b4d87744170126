'use client'
import type { NetworkNodeWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { nodesQuery } from '#web/parts/explorer/explorerQueries.ts'
import { ListPanel } from '#web/parts/explorer/ListPanel.tsx'
import { NodeState } from '#web/features/explorer/NodeState.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

/** Lists every registered machine, rentable or not, or only the machines of one provider. */
export function NodeList({ provider }: { readonly provider?: string }) {
  const t = useTranslations('explorer.nodes')
  const columns = [
    { name: t('node') },
    { name: t('place'), className: 'hide-s' },
    { name: t('provider'), className: 'hide-s' },
    { name: t('rented'), className: 'n' },
    { name: t('state'), className: 'n' },
  ]
  return (
    <ListPanel title={t('title')} query={nodesQuery(browserApi, provider === undefined ? {} : { provider })} empty={t('empty')} columns={columns}>
      {(node) => <NodeRow key={node.node} node={node} />}
    </ListPanel>
  )
}

function NodeRow({ node }: { readonly node: NetworkNodeWire }) {
  const t = useTranslations('explorer.nodes')
  const locationText = useLocationText()
  const { name, simulated, provider, className, regionName, country, city, gpus, rentedGpus } = node
  return (
    <tr>
      <td>
        <Link href={`/gpus/${node.node}`}>
          <b className="strong">{name}</b>
        </Link>{' '}
        <span className="dim">{nodeTitle({ gpus, className })}</span> {simulated && <SimulatedBadge />}
      </td>
      <td className="dim hide-s">{locationText({ city, country, regionName })}</td>
      <td className="hide-s">
        <Link className="link mono" href={`/explorer/address/${provider}`} title={provider}>
          {shortHex(provider)}
        </Link>
      </td>
      <td className="n">{t('rentedOf', { rented: rentedGpus, gpus })}</td>
      <td className="n">
        <NodeState node={node} />
      </td>
    </tr>
  )
}
