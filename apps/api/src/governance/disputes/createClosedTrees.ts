import { type Db, listClosedLeases } from '@infinitio/db'
import { type Address, address } from '@infinitio/domain'
import { type ClosedLease, closedSeconds, type ClosedTree, closedTree, weekPayOf } from '@infinitio/economy'
import { toHex } from 'viem'

/** Finds the leases under the root that validators attested for an hour (Unix time divided by 3,600). */
export type ClosedTrees = {
  /** Returns the tree with this root; null if the leases that the database has give another one. Requests for one root share a reading, also one that fails. */
  find(attested: Attested): Promise<ClosedTree | null>
}

type Attested = { readonly market: Address; readonly epoch: bigint; readonly root: string }

/** A lease of the database with the values of its leaf. */
type Closed = Awaited<ReturnType<typeof listClosedLeases>>[number]

/** A reading without the right tree, or that failed, is tried again after so long. The follower may lack leases for some seconds only. */
const againAfterMs = 5_000

/**
 * Creates a finder that keeps the last tree. While the follower does not have all leases, it reads them once every five seconds, however many requests ask: eight days of leases are hashed
 * for each tree. `now` is a monotonic clock in ms.
 */
export function createClosedTrees(db: Db, { now = () => performance.now() }: { now?: () => number } = {}): ClosedTrees {
  let last: { readonly key: string; readonly tree: Promise<ClosedTree | null>; againAt: number } | null = null

  async function load({ market, epoch, root }: Attested): Promise<ClosedTree | null> {
    const until = (epoch + 1n) * 3_600n
    const rows = await listClosedLeases(db, { from: until - closedSeconds, until })
    const tree = closedTree(rows.map((row) => closedLeaseOf(row, market)))
    return tree === null || toHex(tree.root) !== root ? null : tree
  }

  return {
    find(attested) {
      const key = `${attested.market} ${attested.epoch} ${attested.root}`
      if (last?.key === key && now() < last.againAt) return last.tree
      const own = { key, tree: load(attested), againAt: Number.POSITIVE_INFINITY }
      last = own
      const again = () => {
        own.againAt = now() + againAfterMs
      }
      own.tree.then((tree) => (tree === null ? again() : undefined), again)
      return own.tree
    },
  }
}

/** Returns the values of a lease's leaf. */
export function closedLeaseOf({ leaseId, holder, provider, closedAt, ...pay }: Closed, market: Address): ClosedLease {
  return { market, leaseId, holder: address(holder), provider: address(provider), closedAt: Number(closedAt), weekPay: weekPayOf(pay) }
}
