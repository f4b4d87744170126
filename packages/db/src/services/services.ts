// AI services and payment channels for pages. The API reads `services`, `channels` and `channel_days`, which the follower (the process that copies the chain)
// fills. The operator's program (role infinitio_api) writes `hidden_services`.
import { ledgerAssets, serviceFeeBps } from '@infinitio/domain'
import { nullable, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { channelColumns, channelRow } from '../projections/channels.ts'
import { serviceColumns, serviceRow } from '../projections/services.ts'

const listedServiceRow = rowOf({
  ...serviceRow,
  channels: 'int4',
  inChannels: 'numeric',
  settled: 'numeric',
  royalty: 'numeric',
  hiddenReason: nullable(tables.hidden_services.reason),
  hiddenAt: nullable(tables.hidden_services.hidden_at),
})

/**
 * A service with four sums: the number of its payment channels that still have money, this money, the amount that its channels have paid, and the part of this
 * amount that the owner of the model got (`royalty`). Amounts are in PToken base units. `hiddenReason` and `hiddenAt` are null unless the operator hides the
 * service.
 */
export type ListedServiceRow = RowOf<typeof listedServiceRow>

// Each channel rounds its fee up and its royalty down over its whole claim, as `shareClaim` of packages/services does.
const royaltyOfChannel = `div(s.royalty_bps * (settled - div(settled * ${serviceFeeBps} + 9999, 10000)), 10000)`
const sumOf = (units: string) => `coalesce(sum(${units}) filter (where asset = 'PToken'), 0)::numeric(78,0)`
const usage = `(select count(*) filter (where deposited > settled)::int as channels, ${sumOf('deposited - settled')} as "inChannels", ${sumOf('settled')} as settled, ${sumOf(royaltyOfChannel)} as royalty
  from channels where channels.service = s.service) u`

const hiding = `h.reason as "hiddenReason", h.hidden_at as "hiddenAt"`

const newestServices = statement(
  listedServiceRow,
  `select ${serviceColumns.replace('service,', 's.service,')}, u.channels, u."inChannels", u.settled, u.royalty, ${hiding} from (
     select * from services where ($1::text is null or payee = $1) and ($5::text is null or royalty_to = $5) and ($2::bigint is null or (registered_at, service) < ($2, $3::text))
     order by registered_at desc, service desc limit $4) s cross join lateral ${usage} left join hidden_services h on h.service = s.service order by registered_at desc, s.service desc`,
)

/** The position of a row in a list that is sorted by time and then by id, for paging. */
export type TimedPlace = { readonly at: bigint; readonly id: string }

/**
 * Lists services after a position in the list, newest first: all, or only those of a payee, or only those that pay a royalty to an account. Indexes: services
 * (registered_at, service), services (payee), services (royalty_to), channels (service). Takes no lock.
 */
export async function listServiceRows(
  db: Queryable,
  { payee, royaltyTo, before, limit }: { payee: string | null; royaltyTo: string | null; before: TimedPlace | null; limit: number },
): Promise<ListedServiceRow[]> {
  return newestServices.rows(db, [payee, before?.at ?? null, before?.id ?? null, limit, royaltyTo])
}

const oneService = statement(
  listedServiceRow,
  `select ${serviceColumns.replace('service,', 's.service,')}, u.channels, u."inChannels", u.settled, u.royalty, ${hiding} from services s cross join lateral ${usage}
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

const payerChannelRow = rowOf({
  ...{ ...channelRow, lockSeconds: tables.services.lock_seconds, terms: tables.services.terms },
  ...{ royaltyTo: tables.services.royalty_to, royaltyBps: tables.services.royalty_bps },
})

/** A channel of a payer, with the lock time, the terms and the royalty of its service. */
export type PayerChannelRow = RowOf<typeof payerChannelRow>

const channelsOfPayer = statement(
  payerChannelRow,
  `select ${channelColumns}, s.lock_seconds as "lockSeconds", s.terms, s.royalty_to as "royaltyTo", s.royalty_bps as "royaltyBps" from (
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

const serviceCostRow = rowOf({
  service: tables.channels.service,
  terms: tables.services.terms,
  asset: oneOf(tables.channels.asset, ledgerAssets),
  settled: 'numeric',
  requests: 'int8',
})

/** The payments to one AI service in a span of days, in base units of the asset, with the terms of the service in hex. */
type ServiceCostRow = RowOf<typeof serviceCostRow>

const costsOfPayer = statement(
  serviceCostRow,
  `select c.service, s.terms, c.asset, sum(d.settled)::numeric(78,0) as settled, sum(d.requests)::bigint as requests
   from channels c join channel_days d using (channel) join services s using (service)
   where c.payer = $1 and d.day >= $2 and d.day < $3 group by c.service, s.terms, c.asset order by sum(d.settled) desc, c.service limit $4`,
)

/**
 * Lists what each service settled from the channels of a payer from `fromDay` (included) until `untilDay` (not included), the largest amount first. Days count
 * since 1970. Indexes: channels (payer, …), channel_days (channel, day), services (service). Takes no lock.
 */
export async function listServiceCosts(
  db: Queryable,
  { payer, fromDay, untilDay, limit }: { payer: string; fromDay: bigint; untilDay: bigint; limit: number },
): Promise<ServiceCostRow[]> {
  return costsOfPayer.rows(db, [payer, fromDay, untilDay, limit])
}

const salesOfPayee = statement(
  serviceCostRow,
  `select c.service, s.terms, c.asset, sum(d.settled)::numeric(78,0) as settled, sum(d.requests)::bigint as requests
   from services s join channels c using (service) join channel_days d using (channel)
   where s.payee = $1 and d.day >= $2 and d.day < $3 group by c.service, s.terms, c.asset order by sum(d.settled) desc, c.service limit $4`,
)

/**
 * Lists what each service of a payee settled from all its channels from `fromDay` (included) until `untilDay` (not included), before the fee and the royalty,
 * the largest amount first. Days count since 1970. Indexes: services (payee), channels (service), channel_days (channel, day). Takes no lock.
 */
export async function listServiceSales(
  db: Queryable,
  { payee, fromDay, untilDay, limit }: { payee: string; fromDay: bigint; untilDay: bigint; limit: number },
): Promise<ServiceCostRow[]> {
  return salesOfPayee.rows(db, [payee, fromDay, untilDay, limit])
}

const modelUseRow = rowOf({ channel: tables.channel_days.channel, terms: tables.services.terms, settled: 'numeric', requests: 'int8' })

/** The settled use of a payment channel since a day, in PToken base units and requests, with the terms of its service in hex. */
type ModelUseRow = RowOf<typeof modelUseRow>

const modelUse = statement(
  modelUseRow,
  `select d.channel, s.terms, sum(d.settled)::numeric(78,0) as settled, sum(d.requests)::bigint as requests
   from channel_days d join channels c using (channel) join services s using (service)
   where d.day >= $1 and c.asset = 'PToken' and c.payer not in (s.payee, s.operator, s.royalty_to)
   group by d.channel, s.terms order by sum(d.settled) desc, d.channel limit $2`,
)

/**
 * Lists the payments that channels in PToken settled from a day (counted since 1970) on, one row for each channel, the largest amount first. Leaves out
 * channels whose payer is paid by the service: its payee, its operator and the owner of its model. Indexes: channel_days (day), channels (channel), services
 * (service). Takes no lock.
 */
export async function listModelUse(db: Queryable, { fromDay, limit }: { fromDay: bigint; limit: number }): Promise<ModelUseRow[]> {
  return modelUse.rows(db, [fromDay, limit])
}
