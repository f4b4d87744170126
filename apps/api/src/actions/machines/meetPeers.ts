import { isIPv4 } from 'node:net'
import { listMeshPeers, listNodeKeys, saveMeshMember } from '@infinitio/db'
import { isRefusal, leaseTermsOf, type Refusal } from '@infinitio/domain'
import { leaseTermsToWire, type MeshPeersWire, type MeshReportWire, meshStatementText, meshStatementWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { recoverTextSigner } from '../../session/recoverSigner.ts'

type Asked = { report: MeshReportWire; nodeIds: readonly string[]; ip: string }

/**
 * Tells the machines of a cluster about each other, so that they can connect. Stores the signed addresses and the measured links that the nodes of this session
 * report for their leases. Returns the other members of each cluster, for the agents to check. Ignores a lease that is over, has no cluster or is not on these
 * nodes. Refuses with `auth.forbidden` for signed addresses of another lease, `node.wrong_key`, `auth.signature_malformed` and `auth.signature_high_s`.
 */
export async function meetPeers(services: Services, { report, nodeIds, ip }: Asked): Promise<MeshPeersWire | Refusal> {
  const { db } = services
  const refused = await refusedStatement(services, { report, nodeIds })
  if (refused !== null) return refused
  const seenFrom = isIPv4(ip) ? ip : null
  for (const { leaseId, statement, links } of report.members) {
    const text = statement === null ? null : JSON.stringify(statement)
    await saveMeshMember(db, { leaseId: BigInt(leaseId), nodeIds, statement: text, seenFrom, links: JSON.stringify(links) })
  }
  const rows = await listMeshPeers(db, { leaseIds: report.members.map(({ leaseId }) => BigInt(leaseId)), nodeIds })
  const byLease = Map.groupBy(rows, (row) => row.of.toString())
  return {
    clusters: report.members.map(({ leaseId }) => ({
      leaseId,
      peers: (byLease.get(leaseId) ?? []).map((row) => ({
        leaseId: row.leaseId.toString(),
        terms: leaseTermsToWire(leaseTermsOf(row)),
        statement: meshStatementWire.parse(JSON.parse(row.statement ?? 'null')),
        seenFrom: row.seenFrom,
      })),
    })),
  }
}

/**
 * Checks the signed statements of addresses. Returns the refusal of the first statement that is about another lease or that no key of these nodes signed.
 * Returns null if all statements are right. Agents also check that the key belongs to the machine of the lease.
 */
async function refusedStatement({ db, facts }: Services, { report, nodeIds }: Pick<Asked, 'report' | 'nodeIds'>): Promise<Refusal | null> {
  const [known, { chainId, addresses }] = await Promise.all([listNodeKeys(db, { nodeIds }), facts.read()])
  const keys = new Set(known.values())
  for (const { leaseId, statement } of report.members) {
    if (statement === null) continue
    if (statement.leaseId !== leaseId) return { rejected: 'auth.forbidden', detail: statement.leaseId }
    const signer = recoverTextSigner({ text: meshStatementText(statement, { chainId, market: addresses.market }), signature: statement.signature })
    if (isRefusal(signer)) return signer
    if (!keys.has(signer)) return { rejected: 'node.wrong_key', detail: leaseId }
  }
  return null
}
