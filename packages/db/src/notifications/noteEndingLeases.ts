import type { Queryable } from '../client/queryable.ts'
import { standingInForce, standingOrder } from '../relays/standingOrder.ts'
import { insertNotifications } from './insertNotifications.ts'
import { leaseFacts, leaseFactsJoins } from './leaseFacts.ts'

/** Before its end a lease is spoken of; one that extends by itself does so in its last ten minutes, and is spoken of later, when it has not. */
const noticeSeconds = 600
const standingNoticeSeconds = 180
/** A shorter lease was booked a moment ago. */
const leastSeconds = 1_800
const extendsItself = `coalesce(${standingInForce({ lease: 'l', standing: 'standing', now: '$1' })}, false)`
/** The contract extends no lease on a machine that left the registry or whose provider is delisted. */
const isUnlisted = '(cn.retired is true or cp.listed is false)'

/**
 * Notifies the holder of a running lease that it ends soon, once for each end: an extended lease is spoken of again before its new one. A standing order
 * that cannot extend it, because its machine is not listed, is told at once. `chainNow` is the block clock, Unix seconds. Call it inside a transaction. Returns how many were told. Index: leases (state, end_at), those of `standingOrder`, chain_nodes (node_id), chain_providers (provider).
 */
export function noteEndingLeases(tx: Queryable, { chainNow }: { chainNow: bigint }): Promise<number> {
  return insertNotifications(tx, {
    news: `select coalesce(l.holder, l.renter) as account, 'lease_ending:' || l.bid_hash || ':' || l.end_at as key, 'lease_ending' as kind,
        ${leaseFacts('coalesce(l.holder, l.renter)')} || jsonb_build_object('endAt', l.end_at, 'extensionStopped', ${extendsItself} and ${isUnlisted}) as facts
      from leases l ${leaseFactsJoins} left join lateral ${standingOrder('l')} as standing on true
        left join chain_nodes cn on cn.node_id = l.node_id left join chain_providers cp on cp.provider = cn.provider
      where l.state = 'active' and l.end_at > $1 and l.end_at <= $1::bigint + $2::bigint and l.end_at - l.start_at >= $4
        and (l.end_at <= $1::bigint + $3::bigint or not ${extendsItself} or ${isUnlisted})`,
    values: [chainNow, noticeSeconds, standingNoticeSeconds, leastSeconds],
  })
}
