import type { Client } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { lineCells, shortId, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

type Cluster = Awaited<ReturnType<Client['getCluster']>>

/** Prints the wallet's clusters, newest first. */
export async function listClusters(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const answer = await client.listClusters()
  const rows = answer.clusters.map(({ clusterId, name, state, members }) => [
    ...[clusterId, name ?? '-', state, members.map(({ leaseId }) => leaseId).join(', ')],
  ])
  const text = table([['cluster', 'name', 'network', 'leases'], ...rows], { right: [], width: lineCells() })
  printResult({ json: options.json, value: answer, text: rows.length === 0 ? 'No clusters.' : text })
}

/** Prints the members of a cluster, and the paths, round-trip times and bandwidths between them. Throws `order.unknown`. */
export async function showCluster(clusterId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const cluster = await client.getCluster(clusterId)
  printResult({
    json: options.json,
    value: cluster,
    text: [membersText(cluster), ...columns.map((column) => pairsText(cluster, column))].join('\n\n'),
  })
}

function membersText({ members }: Cluster): string {
  const rows = members.map(({ leaseId, nodeName, node, state, network, address, sshName }) => [
    ...[leaseId, nodeName ?? shortId(node), state, network, address, `ssh ${sshName}`],
  ])
  return table([['lease', 'machine', 'state', 'network', 'address', 'shell'], ...rows], { right: [], width: lineCells() })
}

const columns = ['path', 'ms', 'Mbit/s'] as const
type Column = (typeof columns)[number]
type Link = Cluster['members'][number]['links'][number]

/**
 * Formats one row for each member of a cluster that is not over. Each row has the paths of packets, the round-trip times in milliseconds, or the bandwidths in
 * Mbit/s, between its machine and the other ones.
 */
function pairsText({ members }: Cluster, column: Column): string {
  const live = members.filter(({ network }) => network !== 'over')
  const rows = live.map(({ leaseId, links }) => [
    leaseId,
    ...live.map((other) =>
      other.leaseId === leaseId
        ? ''
        : valueText(
            links.find((link) => link.leaseId === other.leaseId),
            column,
          ),
    ),
  ])
  return table([[`${column} from`, ...live.map(({ leaseId }) => `to ${leaseId}`)], ...rows], {
    right: live.map((_, at) => at + 1),
    width: lineCells(),
  })
}

const paths = { direct: 'direct', tunnel: 'gateway', none: '-' } as const

function valueText(link: Link | undefined, column: Column): string {
  if (column === 'path') return paths[link?.way ?? 'none']
  const value = column === 'ms' ? link?.rttMs : link?.mbps
  return value === null || value === undefined ? '-' : value.toFixed(1)
}
