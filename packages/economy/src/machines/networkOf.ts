import { type Address, assert } from '@infinitio/domain'
import type { ProbePlace, ProbeRecord } from '@infinitio/domain/probes'

/**
 * The report of one validator about machines in an hour. `hour` is Unix time divided by 3,600. `place` is the location that the validator states for itself.
 */
export type ProbeReport = {
  readonly hour: number
  readonly validator: Address
  readonly place: ProbePlace | null
  readonly records: readonly ProbeRecord[]
}

/**
 * The network of a machine in one hour. Speeds and times are medians of the values that validators measured. `ways` are the gateways through which most
 * validators reached the machine.
 */
export type ProbedHour = {
  readonly hour: number
  readonly validators: number
  readonly ways: readonly string[]
  readonly rttMicros: number | null
  readonly downKbps: number
  readonly upKbps: number
}

/** The network of a machine in a day. `networkMbps` is the median of the slower direction in Mbit/s; null if too few hours were probed. */
export type NetworkFacts = { readonly probedHours: number; readonly gateways: number; readonly networkMbps: number | null }

const hourSeconds = 3_600
/** The number of last hours from which probes count. */
export const networkHours = 24
/**
 * The least number of validators in an hour, and of hours in a day, that give a result. With three validators, one liar cannot decide the median; with six
 * hours, one good hour by chance cannot decide the day.
 */
const least = { validators: 3, hours: 6 } as const

/**
 * Returns the network of a machine in each hour that enough validators probed, oldest hour first. If a validator reported several records for one gateway and
 * hour, its slowest record counts. The speed that a validator measured in one direction is the highest of all gateways.
 */
export function probedHoursOf(reports: readonly Pick<ProbeReport, 'hour' | 'validator' | 'records'>[]): ProbedHour[] {
  return [...Map.groupBy(reports, ({ hour }) => hour)].flatMap(([hour, ofHour]) => {
    const own = [...Map.groupBy(ofHour, ({ validator }) => validator).values()]
      .map((ofValidator) => firstOfEachWay(ofValidator.flatMap(({ records }) => records)))
      .filter((records) => records.length > 0)
    if (own.length < least.validators) return []
    const gateways = [...new Set(own.flat().map(({ gateway }) => gateway))].toSorted()
    const reachedAt = (gateway: string) => own.filter((it) => it.some((record) => record.gateway === gateway && record.rttMicros !== null)).length
    const best = (records: readonly ProbeRecord[], value: 'downKbps' | 'upKbps') =>
      records.reduce((most, record) => (record.rttMicros === null ? most : Math.max(most, record[value])), 0)
    const trips = own.map((records) => shortest(records)).filter((trip) => trip !== null)
    return [
      {
        hour,
        validators: own.length,
        ways: gateways.filter((gateway) => reachedAt(gateway) * 2 > own.length),
        rttMicros: trips.length * 2 > own.length ? middle(trips) : null,
        downKbps: middle(own.map((records) => best(records, 'downKbps'))) ?? 0,
        upKbps: middle(own.map((records) => best(records, 'upKbps'))) ?? 0,
      },
    ]
  })
}

/**
 * Leaves out an hour that began before the machine was registered (Unix seconds), if most validators did not reach the machine in it: they may have tried before
 * the machine was online.
 */
export function withoutArrival(hours: readonly ProbedHour[], { registeredAt }: { registeredAt: number }): ProbedHour[] {
  return hours.filter(({ hour, ways }) => ways.length > 0 || hour * hourSeconds >= registeredAt)
}

/**
 * Returns the network of a machine in the 24 hours that end with the hour `epoch` (Unix time ÷ 3,600, included). A gateway counts if most validators reached
 * the machine through it in at least three quarters of the probed hours. `networkMbps` is the median over the hours of the slower direction, rounded down. With
 * fewer than six probed hours, no gateway counts and the speed is null.
 */
export function networkOf(hours: readonly ProbedHour[], { epoch }: { epoch: bigint }): NetworkFacts {
  const counted = hours.filter(({ hour }) => hour <= Number(epoch) && hour > Number(epoch) - networkHours)
  assert(new Set(counted.map(({ hour }) => hour)).size === counted.length, 'each hour is counted once')
  const probedHours = counted.length
  if (probedHours < least.hours) return { probedHours, gateways: 0, networkMbps: null }
  const ways = [...new Set(counted.flatMap((it) => it.ways))]
  const gateways = ways.filter((way) => counted.filter((it) => it.ways.includes(way)).length * 4 >= probedHours * 3).length
  const speed = middle(counted.map(({ downKbps, upKbps }) => Math.min(downKbps, upKbps))) ?? 0
  return { probedHours, gateways, networkMbps: Math.floor(speed / 1_000) }
}

/**
 * Returns one record for each gateway, from the records of one validator about one machine. If a gateway has several, takes the slowest, so that a second
 * record cannot improve the result.
 */
function firstOfEachWay(records: readonly ProbeRecord[]): ProbeRecord[] {
  return [...Map.groupBy(records, ({ gateway }) => gateway).values()].flatMap((ofGateway) => ofGateway.toSorted(bySpeed).slice(0, 1))
}

function bySpeed(one: ProbeRecord, other: ProbeRecord): number {
  const speedOf = ({ rttMicros, downKbps, upKbps }: ProbeRecord) => (rttMicros === null ? -1 : Math.min(downKbps, upKbps))
  return speedOf(one) - speedOf(other) || (other.rttMicros ?? 0) - (one.rttMicros ?? 0)
}

function shortest(records: readonly ProbeRecord[]): number | null {
  return records.reduce<number | null>(
    (least, { rttMicros }) => (rttMicros === null || (least !== null && least <= rttMicros) ? least : rttMicros),
    null,
  )
}

/** Returns the median. Of an even number of values, takes the lower of the two in the middle. Null without values. */
function middle(values: readonly number[]): number | null {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? null
}
