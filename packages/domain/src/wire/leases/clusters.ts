import { z } from 'zod'
import { leaseStates } from '../../leases/leaseProgress.ts'
import { address, hex32, leaseId, uint40 } from '../scalars.ts'
import { meshLinkWire } from './mesh.ts'

/** How a member of a cluster is connected with the other members that have not ended. */
export const memberNetworks = ['connected', 'partly', 'waiting', 'silent', 'unsupported', 'over'] as const

/** The state of a whole cluster. */
export const clusterStates = ['connected', 'partly', 'waiting', 'unsupported', 'over'] as const

/** One lease of a cluster. */
export const clusterMemberWire = z
  .strictObject({
    leaseId,
    node: hex32,
    nodeName: z.string().nullable().describe('The name of its machine.'),
    provider: address,
    state: z.enum(leaseStates),
    gpus: z.int(),
    address: z.string().describe('Its IPv4 address in the network of the cluster.'),
    sshName: z.string().describe('Its name for `ssh`, as the page of the cluster writes it into the SSH configuration.'),
    network: z
      .enum(memberNetworks)
      .describe(
        'connected, partly: with all or some others; waiting: its machine has reported no connection; silent: its machine has not reported for 30 s; unsupported: its machine cannot connect leases.',
      ),
    reportedAt: uint40.nullable().describe('Unix seconds at which its machine last reported; null if it has not.'),
    links: z.array(meshLinkWire).describe('Connections that its machine measured, one for each other member that it accepted.'),
  })
  .meta({ id: 'ClusterMember' })
export type ClusterMemberWire = z.infer<typeof clusterMemberWire>

/** `GET /clusters/{clusterId}`: an order that rented several machines together, and its leases. */
export const clusterWire = z
  .strictObject({
    clusterId: hex32.describe('The hash of the order that made it.'),
    name: z.string().nullable().describe('The name that the order gave its leases.'),
    state: z.enum(clusterStates).describe('over: no lease runs any more; unsupported: no machine can connect its leases.'),
    members: z.array(clusterMemberWire),
  })
  .meta({ id: 'Cluster' })
export type ClusterWire = z.infer<typeof clusterWire>

/** `GET /clusters`: the newest clusters of an account. */
export const clustersWire = z.strictObject({ clusters: z.array(clusterWire) }).meta({ id: 'Clusters' })
export type ClustersWire = z.infer<typeof clustersWire>
