/**
 * SQL for `insertNotifications`, over blocks above $1 up to $2: each open ask that a rise of the market's fee hides, because its wallet signed a lower highest
 * fee. An ask that was hidden before the change is left out, and so is an ask of a machine whose agent signs again. `offset 0` makes PostgreSQL read asks only
 * for a change of the fee, which is rare. Index: chain_logs (name, block_number), book_orders (kind, state), those of the primary keys.
 */
export const hiddenListings = `select o.account, 'listing_hidden:' || o.order_hash || ':' || e.block_number || ':' || e.log_index, 'listing_hidden',
    jsonb_build_object('node', o.node_id, 'nodeName', p.name, 'feeBps', fee.bps, 'signedFeeBps', o.most), e.block_number, e.log_index
  from chain_logs e cross join lateral (select (e.args::json ->> 'feeBps')::int as bps) fee
  left join lateral (select (a.args::json ->> 'feeBps')::int as bps from chain_logs a where a.name = 'FeeSet'
    and (a.block_number, a.log_index) < (e.block_number, e.log_index) order by a.block_number desc, a.log_index desc limit 1) earlier on true
  cross join lateral (
    select account, order_hash, node_id, (order_json::json ->> 'maxFeeBps')::int as most from book_orders
    where kind = 'ask' and state = 'open' and mandate_json is null and (order_json::json ->> 'maxFeeBps')::int < fee.bps offset 0) o
  left join node_profiles p on p.node_id = o.node_id left join node_signing s on s.node_id = o.node_id
  where e.name = 'FeeSet' and e.block_number > $1 and e.block_number <= $2 and coalesce(earlier.bps, 0) <= o.most and coalesce(s.signed_by, 'none') = 'none'`
