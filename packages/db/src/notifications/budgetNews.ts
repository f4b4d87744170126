import { standingOrder } from '../relays/standingOrder.ts'
import { leaseFacts, leaseFactsJoins } from './leaseFacts.ts'

const holder = 'coalesce(l.holder, l.renter)'
const longest = "(l.price_per_gpu_second * l.gpus * (standing.body ->> 'maxTotalSeconds')::numeric)"
/** As `escrowOf`: price, and the fee on it rounded up. */
const most = `(${longest} + div(${longest} * l.fee_bps + 9999, 10000) + l.relay_fee)`
const locked = '(l.escrow + l.relay_fee)'

/**
 * SQL for `insertNotifications`, of blocks above $1 up to $2: four fifths of a budget are used. Of a lease that extends by itself what its steps have locked, once for each
 * maximum; of a session key what it has spent (amounts on the chain are 1e-9 PToken), once for each time it was given. Index: chain_logs (name, block_number),
 * leases (lease_id), chain_logs_session_keys_idx, those of `standingOrder`.
 */
export const budgetNews = `select ${holder}, 'lease_budget:' || l.bid_hash || ':' || (standing.body ->> 'maxTotalSeconds'), 'lease_budget',
    ${leaseFacts(holder)} || jsonb_build_object('locked', ${locked}::text, 'most', ${most}::text), e.block_number, e.log_index
  from chain_logs e join leases l on l.lease_id = (e.args::json ->> 'leaseId')::bigint ${leaseFactsJoins}
  cross join lateral ${standingOrder('l')} as standing
  where e.name = 'LeaseExtended' and e.block_number > $1 and e.block_number <= $2 and not standing.withdrawn and ${locked} * 5 >= ${most} * 4
  union all
  select e.args::jsonb ->> 'account', 'key_budget:' || (e.args::jsonb ->> 'key') || ':' || given.block_number || ':' || given.log_index, 'key_budget',
    jsonb_build_object('key', e.args::jsonb ->> 'key', 'spent', ((given.total - spent.rest) * 1000000000)::text, 'total', (given.total * 1000000000)::text),
    e.block_number, e.log_index
  from chain_logs e cross join lateral (select (e.args::jsonb ->> 'totalLeft')::numeric as rest) spent
  cross join lateral (
    select a.block_number, a.log_index, (a.args::jsonb ->> 'totalLeft')::numeric as total from chain_logs a
    where a.name in ('SessionAuthorized', 'SessionSpent', 'SessionRevoked') and a.name = 'SessionAuthorized'
      and a.args::jsonb ->> 'account' = e.args::jsonb ->> 'account' and a.args::jsonb ->> 'key' = e.args::jsonb ->> 'key'
      and (a.block_number, a.log_index) < (e.block_number, e.log_index)
    order by a.block_number desc, a.log_index desc limit 1) given
  where e.name = 'SessionSpent' and e.block_number > $1 and e.block_number <= $2 and (given.total - spent.rest) * 5 >= given.total * 4`
