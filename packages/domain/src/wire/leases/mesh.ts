import { z } from 'zod'
import { hex32, intBetween, leaseId, signature, uint40 } from '../scalars.ts'
import { leaseTermsWire } from './leaseTerms.ts'

/** An IPv4 or IPv6 address as text; host names are refused. This schema checks the form only roughly, and agents check it exactly before use. */
const host = z.string({ error: 'api.invalid_field' }).regex(/^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f:]{2,39})$/, { error: 'api.invalid_field' })

/** The most members of one cluster. It equals the largest number of GPUs of a bid. */
const mostPeers = 254

/** The facts about one lease in a cluster that its machine has signed: the addresses and the WireGuard key with which the other members reach it. */
export const meshStatementWire = z
  .strictObject({
    leaseId,
    publicKey: hex32.describe('The X25519 public key of the lease’s WireGuard interface.'),
    port: intBetween(1, 65_535).describe('The UDP port of the machine on which WireGuard listens for this lease.'),
    hosts: z.array(host).max(8).describe('Addresses of the machine, as it knows them, best first.'),
    signedAt: uint40,
    signature,
  })
  .meta({ id: 'MeshStatement' })
export type MeshStatementWire = z.infer<typeof meshStatementWire>

/** The largest bandwidth of a connection that a machine can report, in Mbit/s. */
export const mostMbps = 10_000_000

/** A machine's measurement of the connection from its lease to another member of the cluster. */
export const meshLinkWire = z
  .strictObject({
    leaseId: leaseId.describe('The other member.'),
    way: z
      .enum(['direct', 'tunnel', 'none'], { error: 'api.invalid_field' })
      .describe('Present path of the packets: directly, or encrypted through a gateway of the market.'),
    rttMs: z
      .number({ error: 'api.invalid_field' })
      .min(0, { error: 'api.invalid_field' })
      .max(60_000, { error: 'api.invalid_field' })
      .nullable()
      .describe('Round-trip time in milliseconds; null without an answer.'),
    mbps: z
      .number({ error: 'api.invalid_field' })
      .min(0, { error: 'api.invalid_field' })
      .max(mostMbps, { error: 'api.invalid_field' })
      .optional()
      .describe('Bandwidth in Mbit/s, measured once; absent before.'),
    at: uint40,
  })
  .meta({ id: 'MeshLink' })
export type MeshLinkWire = z.infer<typeof meshLinkWire>

/** `POST /nodes/mesh`: signed network facts and measurements that machines report about their leases in clusters. */
export const meshReportWire = z
  .strictObject({
    members: z
      .array(
        z.strictObject({
          leaseId,
          statement: meshStatementWire.nullable().describe('Null: this machine cannot connect its leases.'),
          links: z.array(meshLinkWire).max(mostPeers).describe('One for each other member whose statement the machine accepted.'),
        }),
      )
      .min(1)
      .max(200),
  })
  .meta({ id: 'MeshReport' })
export type MeshReportWire = z.infer<typeof meshReportWire>

/** Another lease of the same cluster, with the facts that a machine checks against the chain. */
export const meshPeerWire = z
  .strictObject({
    leaseId,
    terms: leaseTermsWire,
    statement: meshStatementWire,
    seenFrom: host.nullable().describe('The address from which the machine called this API. Nobody signed it.'),
  })
  .meta({ id: 'MeshPeer' })
export type MeshPeerWire = z.infer<typeof meshPeerWire>

/** The answer of `POST /nodes/mesh`: for each cluster, the other members that sent a statement. */
export const meshPeersWire = z
  .strictObject({ clusters: z.array(z.strictObject({ leaseId, peers: z.array(meshPeerWire) })) })
  .meta({ id: 'MeshPeers' })
export type MeshPeersWire = z.infer<typeof meshPeersWire>

/** Returns the text that a node key signs (EIP-191) about its lease in a cluster. `chainId` and `market` name the market. */
export function meshStatementText(
  { leaseId: id, publicKey, port, hosts, signedAt }: Omit<MeshStatementWire, 'signature'>,
  { chainId, market }: { chainId: number; market: string },
): string {
  return [
    'Infinitio cluster member',
    `Market: ${chainId}/${market.toLowerCase()}`,
    `Lease: ${id}`,
    `Key: ${publicKey}`,
    `Port: ${port}`,
    `Hosts: ${hosts.join(' ')}`,
    `Signed: ${signedAt}`,
  ].join('\n')
}
