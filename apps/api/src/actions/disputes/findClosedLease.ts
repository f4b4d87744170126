import { nameKey, stakeVaultAbi } from '@infinitio/chain'
import { getLeaseRow } from '@infinitio/db'
import { type Address, disputeOpenSeconds, hex32, mostClaimOf, type Refusal } from '@infinitio/domain'
import type { ClosedLeaseWire } from '@infinitio/domain/wire'
import type { ClosedLease } from '@infinitio/economy'
import { toHex } from 'viem'
import { readContract } from 'viem/actions'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import { closedLeaseOf } from '../../governance/disputes/createClosedTrees.ts'
import type { Services } from '../../services/services.ts'

const hour = 3_600

/**
 * Returns a closed lease in the form in which validators attest it, with its Merkle proof under the newest attested root. Refuses with `lease.unknown` and
 * `lease.not_closed`. Throws ChainUnavailableError.
 */
export async function findClosedLease(services: Services, leaseId: bigint): Promise<ClosedLeaseWire | Refusal> {
  const { db, governance, clock } = services
  const row = await getLeaseRow(db, { leaseId })
  if (row === null) return { rejected: 'lease.unknown', detail: `${leaseId}` }
  const { closedAt } = row
  if (closedAt === null) return { rejected: 'lease.not_closed', detail: `${leaseId}` }
  const { blockNumber, contracts, market, records } = await governance.readDisputes()
  const lease = closedLeaseOf({ ...row, closedAt }, market)
  const own = records.find(({ opened }) => opened.lease?.market === market && opened.lease.leaseId === leaseId)
  const freeBond = contracts === null ? 0n : await freeBondOf(services, contracts.stakeVault, lease.provider)
  return {
    ...{ blockNumber, now: clock.read().now, contracts },
    statement: { ...lease, leaseId: `${leaseId}`, weekPay: `${lease.weekPay}` },
    ...{ openUntil: lease.closedAt + disputeOpenSeconds, dispute: own?.opened.id ?? null },
    mostClaim: `${mostClaimOf({ weekPay: lease.weekPay, freeBond })}`,
    attestableFrom: (Math.floor(lease.closedAt / hour) + 1) * hour,
    attested: await attestationOf(services, lease),
  }
}

/**
 * Returns the Merkle proof of a lease to the newest attested root of closed leases. Null if fewer than four validators signed the root, or if it does not
 * contain the lease.
 */
async function attestationOf({ attested, closedTrees }: Services, lease: ClosedLease): Promise<ClosedLeaseWire['attested']> {
  const { root, epoch, full } = await attested.read('closed')
  const tree = full ? await closedTrees.find({ market: lease.market, epoch, root }) : null
  const proof = tree?.proofOf(lease) ?? null
  return proof === null ? null : { root: hex32(root), epoch: Number(epoch), proof: proof.map((sibling) => hex32(toHex(sibling))) }
}

/**
 * Returns the part of a provider's bond that a verdict can still take, in base units: the bond at risk, less the amount of a slash that is announced but not
 * yet executed.
 */
async function freeBondOf({ facts }: Services, vault: Address, provider: Address): Promise<bigint> {
  const at = { address: vault, abi: stakeVaultAbi, args: [provider, nameKey('Provider')] } as const
  const [atRisk, { amount }] = await Promise.all([
    readContract(facts.client, { ...at, functionName: 'atRisk' }),
    readContract(facts.client, { ...at, functionName: 'pendingSlashOf' }),
  ]).catch((cause: unknown) => {
    throw new ChainUnavailableError('the bond cannot be read', { cause })
  })
  return atRisk > amount ? atRisk - amount : 0n
}
