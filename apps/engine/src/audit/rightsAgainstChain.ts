import { type ChainAddresses, leaseTokenAbi, marketAbi } from '@infinitio/chain'
import { type ChainSessionRow, type LeaseRow, listAllSessions, type Queryable } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { PublicClient } from 'viem'

type Views = { client: PublicClient; addresses: ChainAddresses; blockNumber: bigint }

/** The bit in a lease's status that is set if the lease exists as a token. The token's owner is then the lease's holder. */
const TOKENISED = 0x80

/** Compares session keys, and the owners of open tokenised leases, with the contracts' views at one block. */
export async function rightsAgainstChain(tx: Queryable, leases: readonly LeaseRow[], views: Views): Promise<string[]> {
  const findings: string[] = []
  for (const session of await listAllSessions(tx)) findings.push(...(await sessionFindings(session, views)))
  for (const lease of leases) if (lease.state !== 'closed') findings.push(...(await holderFindings(lease, views)))
  return findings
}

async function sessionFindings(row: ChainSessionRow, { client, addresses, blockNumber }: Views): Promise<string[]> {
  const args = [row.account as Address, row.key as Address] as const
  const theirs = await client.readContract({ address: addresses.market, abi: marketAbi, functionName: 'sessionOf', args, blockNumber })
  const ours = row.revoked ? [0n, 0n, 0n, 0n, 0n] : [row.totalLeft, row.dayCap, row.expiry, row.spentToday, row.spentOn]
  const chain = [theirs.totalLeft, theirs.dayCap, BigInt(theirs.expiry), theirs.spentToday, BigInt(theirs.day)]
  return ours.every((value, place) => value === chain[place])
    ? []
    : [`session key ${row.key} of ${row.account}: the rows say ${ours.join('/')}, the chain says ${chain.join('/')}`]
}

async function holderFindings({ leaseId, holder, renter }: LeaseRow, { client, addresses, blockNumber }: Views): Promise<string[]> {
  const slot = await client.readContract({ address: addresses.market, abi: marketAbi, functionName: 'leaseSlot', args: [leaseId], blockNumber })
  const isTokenised = (slot.status & TOKENISED) !== 0
  const owner = isTokenised
    ? await client.readContract({ address: addresses.leaseToken, abi: leaseTokenAbi, functionName: 'ownerOf', args: [leaseId], blockNumber })
    : renter
  return owner.toLowerCase() === holder ? [] : [`holder of lease ${leaseId}: the rows say ${holder}, the chain says ${owner.toLowerCase()}`]
}
