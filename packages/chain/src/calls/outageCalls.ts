import type { Address, Hex32 } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, keccak256 } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import type { ContractCall } from './contractCall.ts'

/**
 * The statement that a node was unreachable from `from` until before `until`, in Unix seconds, at most a day. A quorum signs it, and anyone may
 * record it.
 */
export type OutageStatement = { readonly node: Hex32; readonly from: bigint; readonly until: bigint }

const minuteSeconds = 60n
/** The longest outage that the contract records in one statement. */
const mostSeconds = 86_400n

/**
 * Returns the outage at the start of a lease that never began: from the last heartbeat of its node until the end of the minute of its start.
 * Null when the node sent a heartbeat after the start, so it was present. Pure.
 */
export function outageAtStart({ node, since, start }: { node: Hex32; since: bigint; start: bigint }): OutageStatement | null {
  if (since > start) return null
  const until = (start / minuteSeconds + 1n) * minuteSeconds
  return { node, from: since > until - mostSeconds ? since : until - mostSeconds, until }
}

/** Returns the subject for the outage at the start of a lease. Each lease has its own, so that two outages of an hour do not conflict. */
export function outageSubject({ market, leaseId }: { market: Address; leaseId: bigint }): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('Outage'), market, leaseId])) as Hex32
}

/** Returns the leaf of an outage, hashed twice like in StatementLib. A tree with only this leaf has it as its root and needs no path. */
export function outageLeaf({ node, from, until }: OutageStatement): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint40' }, { type: 'uint40' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey('Outage'), node, Number(from), Number(until)]))) as Hex32
}

/** Records an attested outage, from a tree with only that leaf; anyone may send it. */
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
