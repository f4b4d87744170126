// AI services and payment channels for pages. The API reads `services`, `channels` and `channel_days`, which the follower (the process that copies the chain)
// fills. The operator's program (role infinitio_api) writes `hidden_services`.
import { ledgerAssets } from '@infinitio/domain'
import { nullable, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { channelColumns, channelRow } from '../projections/channels.ts'
import { serviceColumns, serviceRow } from '../projections/services.ts'

const listedServiceRow = rowOf({
  ...serviceRow,
  channels: 'int4',
  settled: 'numeric',
  hiddenReason: nullable(tables.hidden_services.reason),
  hiddenAt: nullable(tables.hidden_services.hidden_at),
})

/**
 * A service with the number of its payment channels that still have money, and the PToken that these channels have paid, in base units. `hiddenReason` and
 * `hiddenAt` are null unless the operator hides the service.
 */
export type ListedServiceRow = RowOf<typeof listedServiceRow>

const usage = `(select count(*) filter (where deposited > settled)::int as channels, coalesce(sum(settled) filter (where asset = 'PToken'), 0)::numeric(78,0) as settled
  from channels where channels.service = s.service) u`

const hiding = `h.reason as "hiddenReason", h.hidden_at as "hiddenAt"`

const newestServices = statement(
  listedServiceRow,
  `select ${serviceColumns.replace('service,', 's.service,')}, u.channels, u.settled, ${hiding} from (
     select * from services where ($1::text is null or payee = $1) and ($2::bigint is null or (registered_at, service) < ($2, $3::text))
     order by registered_at desc, service desc limit $4) s cross join lateral ${usage} left join hidden_services h on h.service = s.service order by registered_at desc, s.service desc`,
)

/** The position of a row in a list that is sorted by time and then by id, for paging. */
export type TimedPlace = { readonly at: bigint; readonly id: string }

/**
 * Lists services after a position in the list, newest first. Indexes: services (registered_at, service), services (payee), channels (service). Takes no lock.
 */
export async function listServiceRows(
  db: Queryable,
  { payee, before, limit }: { payee: string | null; before: TimedPlace | null; limit: number },
): Promise<ListedServiceRow[]> {
  return newestServices.rows(db, [payee, before?.at ?? null, before?.id ?? null, limit])
}

const oneService = statement(
  listedServiceRow,
  `select ${serviceColumns.replace('service,', 's.service,')}, u.channels, u.settled, ${hiding} from services s cross join lateral ${usage}
   left join hidden_services h on h.service = s.service where s.service = $1`,
)

/** Returns a service with its usage, or null. Indexes: services (service), channels (service). Takes no lock. */
export async function findListedService(db: Queryable, { service }: { service: string }): Promise<ListedServiceRow | null> {
  return oneService.first(db, [service])
}

/**
 * Hides a registered service from the lists of this market, with a public reason, or replaces the reason of a hidden one. Returns false if nobody registered
 * the service. Index: services (service). Locks the row of `hidden_services`.
 */
export async function hideService(tx: Queryable, { service, reason }: { service: string; reason: string }): Promise<boolean> {
  if ((await findListedService(tx, { service })) === null) return false
  await tx.query('delete from hidden_services where service = $1', [service])
  await tx.query('insert into hidden_services (service, reason) values ($1, $2)', [service, reason])
  return true
}

/** Shows a hidden service again. Returns false if it was not hidden. Index: hidden_services (service). Locks its row. */
export async function showService(db: Queryable, { service }: { service: string }): Promise<boolean> {
  return (await db.query('delete from hidden_services where service = $1 returning 1', [service])).length > 0
}

const payerChannelRow = rowOf({ ...channelRow, lockSeconds: tables.services.lock_seconds, terms: tables.services.terms })

/** A channel of a payer, with the lock time and the terms of its service. */
export type PayerChannelRow = RowOf<typeof payerChannelRow>

const channelsOfPayer = statement(
  payerChannelRow,
  `select ${channelColumns}, s.lock_seconds as "lockSeconds", s.terms from (
     select * from channels where payer = $1 and ($2::bigint is null or (opened_at, channel) < ($2, $3::text)) order by opened_at desc, channel desc limit $4) c
   join services s using (service) order by c.opened_at desc, c.channel desc`,
)

/** Lists the payment channels of a payer after a position in the list, newest first. Index: channels (payer, opened_at, channel). Takes no lock. */
export async function listPayerChannels(
  db: Queryable,
  { payer, before, limit }: { payer: string; before: TimedPlace | null; limit: number },
): Promise<PayerChannelRow[]> {
  return channelsOfPayer.rows(db, [payer, before?.at ?? null, before?.id ?? null, limit])
}

const channelDayRow = rowOf({
  day: tables.channel_days.day,
  channel: tables.channel_days.channel,
  service: tables.channels.service,
  key: tables.channels.key,
  asset: oneOf(tables.channels.asset, ledgerAssets),
  settled: tables.channel_days.settled,
})

/** The amount that a payment channel paid its service on a day, in base units of its asset. */
export type ChannelDayRow = RowOf<typeof channelDayRow>

const daysOfPayer = statement(
  channelDayRow,
  `select d.day, d.channel, c.service, c.key, c.asset, d.settled from channels c join channel_days d using (channel)
   where c.payer = $1 and d.day >= $2 order by d.day desc, d.channel limit $3`,
)

/**
 * Lists the amounts that the channels of a payer settled on each day since `fromDay`, newest first. Indexes: channels (payer, …), channel_days (channel, day).
 * Takes no lock.
 */
export async function listChannelDays(
  db: Queryable,
  { payer, fromDay, limit }: { payer: string; fromDay: bigint; limit: number },
): Promise<ChannelDayRow[]> {
  return daysOfPayer.rows(db, [payer, fromDay, limit])
}
