// Payment channels of the service ledger (payers' deposits for AI services). The follower (role infinitio_follower) fills the tables `channels` and
// `channel_days` from the chain.
import { keyCurves, ledgerAssets } from '@infinitio/domain'
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { channels } = tables

/** The columns of a payment channel (a payer's deposit for one AI service). */
export const channelRow = rowOf({
  channel: channels.channel,
  payer: channels.payer,
  key: channels.key,
  curve: oneOf(channels.curve, keyCurves),
  service: channels.service,
  asset: oneOf(channels.asset, ledgerAssets),
  deposited: channels.deposited,
  settled: channels.settled,
  seq: channels.seq,
  exitAt: channels.exit_at,
  serial: channels.serial,
  openedAt: channels.opened_at,
  updatedBlock: channels.updated_block,
})

/** The columns of a payment channel, for a `select` in which the table `channels` is named `c`. */
export const channelColumns = `c.channel, c.payer, c.key, c.curve, c.service, c.asset, c.deposited, c.settled, c.seq, c.exit_at as "exitAt", c.serial,
  c.opened_at as "openedAt", c.updated_block as "updatedBlock"`

/**
 * A payment channel from a payer to a service. Amounts are in base units of its asset. They are totals since the channel was first opened. If the channel is
 * opened again, only its `serial` changes. `exitAt` is 0 unless the payer has begun to exit.
 */
export type ChannelRow = RowOf<typeof channelRow>

/** Stores a payment channel and replaces its earlier state. Index: channels (channel). Locks its row. */
export async function saveChannel(tx: Queryable, row: ChannelRow): Promise<void> {
  await tx.query(
    `insert into channels (channel, payer, key, curve, service, asset, deposited, settled, seq, exit_at, serial, opened_at, updated_block)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (channel) do update set deposited = excluded.deposited, settled = excluded.settled, seq = excluded.seq, exit_at = excluded.exit_at,
       serial = excluded.serial, updated_block = excluded.updated_block`,
    [
      ...[row.channel, row.payer, row.key, row.curve, row.service, row.asset, row.deposited, row.settled],
      ...[row.seq, row.exitAt, row.serial, row.openedAt, row.updatedBlock],
    ],
  )
}

const channelById = statement(channelRow, `select ${channelColumns} from channels c where c.channel = $1`)

/** Returns a payment channel, or null. Index: channels (channel). Takes no lock. */
export async function findChannel(db: Queryable, { channel }: { channel: string }): Promise<ChannelRow | null> {
  return channelById.first(db, [channel])
}

const storedCount = statement(
  rowOf({ stored: 'int4' }),
  `with rows as (select * from unnest($1::text[], $2::numeric[], $3::bigint[]) as r (channel, settled, seq)),
   before as (select c.channel, c.settled, c.seq from channels c where c.channel = any($1::text[])),
   days as (
     insert into channel_days (channel, day, settled, updated_block, requests)
     select r.channel, $4::bigint, r.settled - before.settled, $5::bigint, greatest(r.seq - before.seq, 0) from rows r join before using (channel)
     on conflict (channel, day) do update set settled = channel_days.settled + excluded.settled, updated_block = excluded.updated_block,
       requests = channel_days.requests + excluded.requests returning 1),
   changed as (
     update channels c set settled = r.settled, seq = r.seq, updated_block = $5::bigint from rows r where r.channel = c.channel returning 1)
   select count(*)::int as stored from changed`,
)

/**
 * The state of a payment channel after a settlement: the total amount that was settled so far, and the number of the newest voucher (the payer's signed
 * promise).
 */
export type SettledChannel = { readonly channel: string; readonly settled: bigint; readonly seq: number }

/**
 * Stores the amounts that payment channels have settled, and adds them and the number of new vouchers to the sums of the day. Each channel may occur once in `rows`. Throws for a channel that
 * is not stored. Indexes: channels (channel), channel_days (channel, day). Locks their rows.
 */
export async function settleChannels(
  tx: Queryable,
  { rows, day, updatedBlock }: { rows: readonly SettledChannel[]; day: bigint; updatedBlock: bigint },
): Promise<void> {
  const values = [rows.map(({ channel }) => channel), rows.map(({ settled }) => `${settled}`), rows.map(({ seq }) => seq), day, updatedBlock]
  const { stored } = await storedCount.only(tx, values)
  if (stored !== rows.length) throw new Error(`${rows.length - stored} settled channels are not in channels`)
}
