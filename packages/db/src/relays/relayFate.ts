const isSettled = (sent: string) =>
  `exists (select from blocks where blocks.number = ${sent}.mined_block and blocks.hash = ${sent}.mined_block_hash and blocks.final)`

/** What was sent before the relay was opened again, and may still land: it waits, or its nonce is used in a block that can be dropped. */
const mayLand = (sent: string) =>
  `(${sent}.relay_id is null and (${sent}.state in ('stored', 'broadcast') or (${sent}.state = 'dropped' and not ${isSettled(sent)})))`

/**
 * SQL for a lateral join on `r`, a relay: the one of its transactions that says how it went, with `state`, `code`, `hash`, `mined_block` and
 * `final`. That is the one that landed, whichever was sent last; else the one that waits; else one that was given up and may still
 * land; and only then the one that failed. `final`: no transaction of the relay can change that any more.
 */
export const relayFate = `(
  select case when ${mayLand('sent')} then 'broadcast' else sent.state end as state, case when ${mayLand('sent')} then null else sent.code end as code,
    sent.hashes[cardinality(sent.hashes)] as hash, sent.mined_block,
    ${isSettled('sent')} and (sent.state = 'mined' or not exists (
      select from transactions as early where early.reopened_relay_id = r.id and early.nonce is not null and not ${isSettled('early')})) as final
  from transactions as sent
  where sent.relay_id = r.id or (sent.reopened_relay_id = r.id and (sent.state = 'mined' or ${mayLand('sent')}))
  order by sent.state = 'mined' desc, sent.relay_id is not null and sent.state in ('stored', 'broadcast') desc, ${mayLand('sent')} desc, sent.id desc
  limit 1)`
