import { type Db, listClosedLeases } from '@infinitio/db'
import { type Address, address } from '@infinitio/domain'
import { type ClosedLease, closedSeconds, type ClosedTree, closedTree, weekPayOf } from '@infinitio/economy'
import { toHex } from 'viem'

/** Finds the Merkle tree of closed leases whose root validators have attested for an hour (Unix time divided by 3,600). */
export type ClosedTrees = {
  /**
   * Returns the Merkle tree that has this root, built from the closed leases in the database. Null if these give another root. Parallel requests for one root
   * share one read of the database, even if it fails.
   */
  find(attested: Attested): Promise<ClosedTree | null>
}

type Attested = { readonly market: Address; readonly epoch: bigint; readonly root: string }

/** A closed lease of the database with the values from which its Merkle leaf is calculated. */
type Closed = Awaited<ReturnType<typeof listClosedLeases>>[number]

/**
 * Milliseconds until the database is read again for a root, if the last read failed or gave another tree. By then, the follower (the process that copies chain
 * events into the database) usually has stored the missing leases.
 */
const againAfterMs = 5_000

/**
 * Creates a finder of Merkle trees over closed leases. It caches the last tree. If the database lacked leases for a root, it is read again for this root only
 * after five seconds. `now` is a monotonic clock in milliseconds.
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

/** Converts a row of the database into the values of a lease's Merkle leaf. */
export function closedLeaseOf({ leaseId, holder, provider, closedAt, ...pay }: Closed, market: Address): ClosedLease {
  return { market, leaseId, holder: address(holder), provider: address(provider), closedAt: Number(closedAt), weekPay: weekPayOf(pay) }
}
