import { type Address, assert, keccak256, type RecordedEvent } from '@infinitio/domain'
import { epochLedger } from '../epoch/epochLedger.ts'
import { type MerkleTree, merkleTree, proofOf, rootOf } from '../merkle/merkleTree.ts'
import { writeWord } from '../merkle/writeWord.ts'

/**
 * Validators sign a Merkle root over the leases that closed in this many seconds (eight days) before it. The dispute court accepts disputes about a lease for
 * seven days after its close, so one day is spare.
 */
export const closedSeconds = 8n * 86_400n

/**
 * `market` is the address of the Market contract. `until` is the end of the eight days in which the leases closed, in Unix seconds. `holders` has the holder of
 * each transferred lease at its close.
 */
type ClosedSources = { readonly market: Address; readonly until: bigint; readonly holders: ReadonlyMap<bigint, Address> }

/** Returns the leases that closed in the eight days before `until`, in the order in which they settled. `events` are the chain's events before `until`. */
export function closedLeasesOf(events: readonly RecordedEvent[], { market, until, holders }: ClosedSources): ClosedLease[] {
  const from = until - closedSeconds
  const { leases } = epochLedger(events, { until })
  return [...leases].flatMap(([leaseId, { closed, node, renter, pricePerGpuSecond, gpus }]) => {
    if (closed === null || closed.at < from) return []
    const holder = holders.get(leaseId) ?? renter
    return [{ market, leaseId, holder, provider: node.provider, closedAt: Number(closed.at), weekPay: weekPayOf({ pricePerGpuSecond, gpus }) }]
  })
}

/** A closed lease, as validators sign it under the subject (topic) "closed". Times are Unix seconds, amounts PToken base units. */
export type ClosedLease = {
  readonly market: Address
  readonly leaseId: bigint
  /** The account that held the lease when it closed. */
  readonly holder: Address
  readonly provider: Address
  readonly closedAt: number
  /** The amount that the lease would pay its provider in seven days, in PToken base units. */
  readonly weekPay: bigint
}

/** The Merkle tree over the leases that closed in the last eight days. Validators sign its root. */
export type ClosedTree = {
  readonly root: Uint8Array
  readonly leases: readonly ClosedLease[]
  /** Returns the Merkle proof (the siblings) of a lease's leaf; null if the tree does not have exactly this lease. */
  readonly proofOf: (lease: ClosedLease) => Uint8Array[] | null
}

const kind = new TextEncoder().encode('Closed')
const weekSeconds = 604_800n
const mostPay = (1n << 96n) - 1n

/** Returns the amount that a lease pays its provider in seven days, in PToken base units. Limited to the largest amount that fits the Merkle leaf. */
export function weekPayOf({ pricePerGpuSecond, gpus }: { readonly pricePerGpuSecond: bigint; readonly gpus: number }): bigint {
  const pay = pricePerGpuSecond * BigInt(gpus) * weekSeconds
  return pay < mostPay ? pay : mostPay
}

/**
 * Returns the Merkle leaf of a closed lease: keccak256(keccak256(abi.encode(bytes32 "Closed", market, leaseId, holder, provider, closedAt, weekPay))). Asserts
 * that the amount fits 96 bits and the time 40 bits. Calculates the same as `DisputeCourt.leafOf`.
 */
export function closedLeaf({ market, leaseId, holder, provider, closedAt, weekPay }: ClosedLease): Uint8Array {
  assert(weekPay >= 0n && weekPay <= mostPay, 'a week of pay fits 96 bits')
  assert(Number.isSafeInteger(closedAt) && closedAt >= 0 && closedAt < 2 ** 40, 'a time fits 40 bits')
  const words = new Uint8Array(7 * 32)
  words.set(kind, 0)
  for (const [index, value] of [BigInt(market), leaseId, BigInt(holder), BigInt(provider), BigInt(closedAt), weekPay].entries())
    writeWord(words, { at: index + 1, value })
  return keccak256(keccak256(words))
}

/** Returns the Merkle tree over these leases, or null if there are none. The root does not depend on their order. Asserts that each lease appears once. */
export function closedTree(leases: readonly ClosedLease[]): ClosedTree | null {
  if (leases.length === 0) return null
  const ids = new Set(leases.map(({ market, leaseId }) => `${market} ${leaseId}`))
  assert(ids.size === leases.length, 'each lease is there once')
  const tree: MerkleTree = merkleTree(leases.map(closedLeaf))
  return { root: rootOf(tree), leases, proofOf: (lease) => proofOf(tree, closedLeaf(lease)) }
}
