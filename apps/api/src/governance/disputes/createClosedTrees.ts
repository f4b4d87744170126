import { type Db, listClosedLeases } from '@infinitio/db'
import { type Address, address } from '@infinitio/domain'
import { type ClosedLease, closedSeconds, type ClosedTree, closedTree, weekPayOf } from '@infinitio/economy'
import { toHex } from 'viem'

/** Finds the leases under the root that validators attested for an hour (Unix time divided by 3,600). */
export type ClosedTrees = {
  /** Returns the tree with this root; null if the leases that the database has give another one. */
  find(attested: { readonly market: Address; readonly epoch: bigint; readonly root: string }): Promise<ClosedTree | null>
}

/** A lease of the database with the values of its leaf. */
type Closed = Awaited<ReturnType<typeof listClosedLeases>>[number]

/** Creates a finder that keeps the last tree. It reads the leases again while the follower does not have all of them. */
export function createClosedTrees(db: Db): ClosedTrees {
  let last: { readonly root: string; readonly tree: ClosedTree } | null = null
  return {
    async find({ market, epoch, root }) {
      if (last?.root === root) return last.tree
      const until = (epoch + 1n) * 3_600n
      const rows = await listClosedLeases(db, { from: until - closedSeconds, until })
      const tree = closedTree(rows.map((row) => closedLeaseOf(row, market)))
      if (tree === null || toHex(tree.root) !== root) return null
      last = { root, tree }
      return tree
    },
  }
}

/** Returns the values of a lease's leaf. */
export function closedLeaseOf({ leaseId, holder, provider, closedAt, ...pay }: Closed, market: Address): ClosedLease {
  return { market, leaseId, holder: address(holder), provider: address(provider), closedAt: Number(closedAt), weekPay: weekPayOf(pay) }
}
