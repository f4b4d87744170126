// A provider's public record: its machines, closed leases, heartbeats and faults. The API reads `chain_nodes`, `leases`, `node_hours` and `fault_records`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { isPublicFault } from '../faults/faultRecords.ts'

const recordRow = rowOf({
  machines: 'int8',
  gpus: 'int8',
  since: 'int8?',
  leases: 'int8',
  gpuSeconds: 'numeric',
  heardSeconds: 'int8',
  countedHours: 'int8',
  reliabilityBps: 'int8?',
  tier0: 'int8',
  tier1: 'int8',
  tier2: 'int8',
  tier3: 'int8',
  faults: 'int8',
  recentFaults: 'int8',
})

/**
 * The sums of a provider. `since` is the time at which its first machine was registered. `gpuSeconds` are the GPU-seconds that were paid in closed leases.
 * `countedHours` is the number of hours, summed over machines, in which the market counted heartbeats, and `heardSeconds` are the seconds in which the machines
 * responded. `reliabilityBps` is the mean of the worst tenth of the machines about which validators signed statements, so that a large fleet cannot hide bad
 * machines; null if there are no such machines. `tier0` to `tier3` are the numbers of machines of each tier that are not retired. `faults` counts the public faults
 * of all its machines, and `recentFaults` those that began in the last 30 days.
 */
export type ProviderRecordRow = RowOf<typeof recordRow>

const recordOfProvider = statement(
  recordRow,
  `with own as (select node_id, gpus, retired, registered_at, reliability_bps, tier from chain_nodes where provider = $1),
     attested as (select reliability_bps as bps, row_number() over (order by reliability_bps) as place, count(*) over () as all_of
       from own where not retired and reliability_bps > 0),
     served as (select count(*) as leases, coalesce(sum(paid_seconds * gpus), 0)::numeric(78,0) as seconds from leases where provider = $1 and state = 'closed'),
     counted as (select hour from generate_series($2::bigint, $3::bigint) hour where exists (select from node_hours h where h.hour = hour)),
     faulty as (select count(*) as faults, count(*) filter (where f.from_at >= ($3::bigint + 1) * 3600 - 2592000) as recent
       from own join fault_records f using (node_id) where ${isPublicFault}),
     rated as (select ${[0, 1, 2, 3].map((tier) => `count(*) filter (where tier = ${tier}) as tier${tier}`).join(', ')} from own where not retired),
     due as (select node_id, hour from own join counted on hour * 3600 >= registered_at where not retired)
   select (select count(*) from own where not retired) as machines, (select coalesce(sum(gpus), 0)::bigint from own where not retired) as gpus,
     (select min(registered_at) from own) as since, served.leases, served.seconds as "gpuSeconds",
     (select coalesce(sum(seconds), 0)::bigint from due join node_hours using (hour, node_id)) as "heardSeconds",
     (select count(*) from due) as "countedHours",
     (select floor(avg(bps))::bigint from attested where place <= ceil(all_of / 10.0)) as "reliabilityBps",
     rated.*, faulty.faults, faulty.recent as "recentFaults"
   from served, faulty, rated`,
)

/**
 * Returns the record of a provider, with its heartbeats from one Unix hour to another, both included. Index: chain_nodes (provider), leases (provider,
 * lease_id), node_hours (hour, node_id), fault_records (node_id, fault_id). Takes no lock.
 */
export function readProviderRecord(
  db: Queryable,
  { provider, fromHour, toHour }: { provider: string; fromHour: bigint; toHour: bigint },
): Promise<ProviderRecordRow> {
  return recordOfProvider.only(db, [provider, fromHour, toHour])
}

// The provider's name that pages show beside its machines. The API reads `chain_accounts`, `chain_nodes`, `node_profiles` and `delegate_statements`.

const nameRow = rowOf({ account: 'text!', name: 'text?', simulatedMachine: 'text?', bonded: 'numeric', since: 'int8!' })

/**
 * The data with which pages show a provider. `name` is the name that it signed. `simulatedMachine` is the name of one of its simulated machines, from which
 * pages derive a name if the provider signed none. `bonded` is the provider's bond in PToken base units. `since` is the time at which its first machine was
 * registered, in Unix seconds.
 */
export type ProviderNameRow = RowOf<typeof nameRow>

const namesOfProviders = statement(
  nameRow,
  `select asked.account, nullif(s.name, '') as name,
     (select min(f.name) from chain_nodes n join node_profiles f using (node_id) where n.provider = asked.account and f.simulated) as "simulatedMachine",
     coalesce(a.bonded, 0) as bonded, own.since
   from (select distinct account from unnest($1::text[]) account) asked
     cross join lateral (select min(registered_at) as since from chain_nodes where provider = asked.account) own
     left join chain_accounts a using (account) left join delegate_statements s using (account)
   where own.since is not null order by asked.account`,
)

/**
 * Returns name, bond and first day of these accounts, without accounts that never registered a machine. Index: chain_nodes (provider), node_profiles
 * (node_id), chain_accounts (account), delegate_statements (account). Takes no lock.
 */
export function listProviderNames(db: Queryable, { accounts }: { accounts: readonly string[] }): Promise<ProviderNameRow[]> {
  return namesOfProviders.rows(db, [accounts])
}
