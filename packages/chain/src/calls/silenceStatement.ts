import type { Address, Hex32 } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, keccak256 } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import type { ContractCall } from './contractCall.ts'
import { lossLeaf, type LossStatement, lossSubject } from './lossCalls.ts'

/**
 * A lease whose node has not responded since `since`. `start` is the start of the lease if it never became ready, and null if the lease is running. Times are
 * in Unix seconds.
 */
export type SilentLease = { readonly leaseId: bigint; readonly node: Hex32; readonly since: bigint; readonly start: bigint | null }

/** A statement of validators about a lease with a node that does not respond: its subject (topic), its Merkle root, and its content. */
export type SilenceStatement = { readonly subject: Hex32; readonly root: Hex32 } & (
  | { readonly kind: 'loss'; readonly loss: LossStatement }
  | { readonly kind: 'outage'; readonly outage: OutageStatement }
)

/**
 * Returns the validators' statement about a lease with a node that does not respond. Pure, so that API, validators and engine make the same statement from the
 * same record.
 * - A running lease (`start` is null): the statement is a loss, which ends the lease.
 * - A lease that never became ready: the statement is an outage, for which the renter is compensated. Returns null if the node sent a heartbeat after the
 *   start.
 */
export function silenceStatement({ leaseId, node, since, start }: SilentLease, { market }: { market: Address }): SilenceStatement | null {
  if (start === null) {
    const loss = { market, leaseId, since }
    return { kind: 'loss', loss, subject: lossSubject(loss), root: lossLeaf(loss) }
  }
  const outage = outageAtStart({ node, since, start })
  return outage === null ? null : { kind: 'outage', outage, subject: outageSubject({ market, leaseId }), root: outageLeaf(outage) }
}

/**
 * A statement that a node was unreachable from `from` until just before `until`, in Unix seconds. It covers at most a day. A quorum of validators signs it, and
 * anyone may record it.
 */
export type OutageStatement = { readonly node: Hex32; readonly from: bigint; readonly until: bigint }

const minuteSeconds = 60n
/** The longest outage, in seconds, that the contract records in one statement. */
const mostSeconds = 86_400n

/**
 * Returns the outage at the start of a lease that never became ready. It lasts from `since`, when its node stopped responding, until the end of the minute in
 * which the lease started, but at most a day. Returns null if the node sent a heartbeat after the start, because then it was reachable. Pure.
 */
export function outageAtStart({ node, since, start }: { node: Hex32; since: bigint; start: bigint }): OutageStatement | null {
  if (since > start) return null
  const until = (start / minuteSeconds + 1n) * minuteSeconds
  return { node, from: since > until - mostSeconds ? since : until - mostSeconds, until }
}

/**
 * Returns the subject (topic) of a statement about the outage at the start of a lease. Each lease has its own subject, so that two outages in one hour do not
 * conflict.
 */
function outageSubject({ market, leaseId }: { market: Address; leaseId: bigint }): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('Outage'), market, leaseId])) as Hex32
}

/**
 * Returns the Merkle leaf of an outage (a time in which a machine did not respond), hashed twice as in StatementLib. In a tree with only this leaf, the leaf is
 * also the root, and no path is needed.
 */
function outageLeaf({ node, from, until }: OutageStatement): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint40' }, { type: 'uint40' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey('Outage'), node, Number(from), Number(until)]))) as Hex32
}

/**
 * Records an outage of a machine that validators attested. The Merkle tree of their statement must have this outage as its only leaf. Anyone may send the call.
 */
export function applyOutageCall({
  attestations,
  subject,
  statement: { node, from, until },
}: {
  attestations: Address
  subject: Hex32
  statement: OutageStatement
}): ContractCall {
  const args = [subject, { node, from: Number(from), until: Number(until) }, []] as const
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'applyOutage', args }) }
}
