import type { Hex32 } from '@infinitio/domain'
import { WAD } from '../fixed/wad.ts'
import type { AttestedSlot } from '../machines/slotGpus.ts'

/** The speed of a node relative to its class, in 1e18 fixed point, and the number of its site in the newest slot of GPU proofs (0: none). */
export type MeasuredNode = { readonly speed: bigint; readonly site: number }

const wholeBps = 10_000n

/**
 * Returns the measured speed and site of each node that passed a slot of GPU proofs, from the statements that validators attested before `until`. The speed
 * is that of the node's slowest GPU in the newest slot that it passed. The site counts only from the newest of all slots, because each slot numbers its sites
 * again. The same slots give the same result in any order.
 */
export function measuredNodes(slots: readonly AttestedSlot[], { until }: { readonly until: bigint }): ReadonlyMap<Hex32, MeasuredNode> {
  const ordered = slots
    .filter(({ attestedAt }) => attestedAt < until)
    .toSorted((one, other) => Number(other.at - one.at) || Number(one.attestedAt - other.attestedAt))
  const measured = new Map<Hex32, MeasuredNode>()
  const [newest] = ordered
  for (const slot of ordered) {
    const passed = Map.groupBy(
      slot.statements.filter((it) => it.passed && !measured.has(it.node)),
      ({ node }) => node,
    )
    for (const [node, own] of passed) {
      const slowest = Math.min(...own.map(({ speedBps }) => speedBps))
      measured.set(node, { speed: (BigInt(slowest) * WAD) / wholeBps, site: slot === newest ? (own[0]?.site ?? 0) : 0 })
    }
  }
  return measured
}
