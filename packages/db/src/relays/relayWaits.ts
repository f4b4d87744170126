/**
 * SQL condition on a row of `relays`: it waits for a transaction. A standing order never does (it is sent when it is due), nor does a relay
 * that was opened again when what was sent before landed after all.
 */
export const relayWaits = `(relays.kind <> 'autoExtend'
  and not exists (select from transactions as sent where sent.relay_id = relays.id)
  and not exists (select from transactions as early where early.reopened_relay_id = relays.id and early.state = 'mined'))`
