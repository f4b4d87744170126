import { assert, hex32 } from '@infinitio/domain'
import { regionStates } from '@infinitio/domain/probes'
import fc from 'fast-check'
import { bytesToHex, keccak256, toBytes } from 'viem'
import { WAD } from '../src/fixed/wad.ts'
import {
  economyParameters,
  machineStatement,
  machineTree,
  type ProofSlot,
  quality,
  regionArea,
  regionOf,
  type RegionReport,
  type TierFacts,
  tierOf,
} from '../src/index.ts'
import { addressOf } from './inventedEpoch.ts'

const seed = 20_261_126
const count = 41

const share = fc.oneof(fc.constantFrom(0n, WAD), fc.bigInt({ min: 0n, max: WAD }))
const texts = (shares: Record<string, bigint>) => Object.fromEntries(Object.entries(shares).map(([name, value]) => [name, `${value}`]))

/** Makes the test vectors for the reliability, tier, quality and Merkle leaf of machines; they are the same at every call. */
export function machineVectors() {
  const facts = fc.integer({ min: 0, max: 720 }).chain((hours) =>
    fc.record({
      hours: fc.constant(hours),
      presentSeconds: fc.integer({ min: 0, max: hours * 3_600 }),
      daysInTime: fc.integer({ min: 0, max: 31 }),
      daysLate: fc.integer({ min: 0, max: 31 }),
    }),
  )
  const counts = fc
    .integer({ min: 0, max: 24 })
    .chain((daySlots) => fc.record({ daySlots: fc.constant(daySlots), dayPassed: fc.integer({ min: 0, max: daySlots }), hasNewPass: fc.boolean() }))
  const edges = [
    { hours: 0, presentSeconds: 0, daysInTime: 0, daysLate: 0 },
    { hours: 24, presentSeconds: 86_400, daysInTime: 0, daysLate: 0 },
    { hours: 720, presentSeconds: 2_592_000, daysInTime: 0, daysLate: 0 },
    { hours: 720, presentSeconds: 2_592_000, daysInTime: 0, daysLate: 20 },
    { hours: 720, presentSeconds: 2_592_000, daysInTime: 31, daysLate: 31 },
    { hours: 720, presentSeconds: 0, daysInTime: 31, daysLate: 0 },
  ]
  const noSlots = { daySlots: 0, dayPassed: 0, hasNewPass: false }
  const edgeCounts = [
    noSlots,
    { daySlots: 1, dayPassed: 1, hasNewPass: true },
    { daySlots: 12, dayPassed: 9, hasNewPass: true },
    { daySlots: 12, dayPassed: 8, hasNewPass: true },
    { daySlots: 12, dayPassed: 10, hasNewPass: false },
    { daySlots: 2, dayPassed: 1, hasNewPass: true },
  ]
  const allCounts = [...edgeCounts, ...fc.sample(counts, { seed, numRuns: count })]
  const network = fc.record({
    slotDays: fc.integer({ min: 0, max: 60 }),
    recentSlots: fc.constant(84),
    recentPassed: fc.integer({ min: 70, max: 84 }),
    readySeconds: fc.option(fc.integer({ min: 0, max: 601 })),
    probedHours: fc.integer({ min: 0, max: 24 }),
    gateways: fc.integer({ min: 0, max: 3 }),
    networkMbps: fc.option(fc.integer({ min: 0, max: 2_000 })),
    region: fc.constantFrom(...regionStates),
    bondBps: fc.integer({ min: 10_000, max: 50_000 }),
    cleanDays: fc.integer({ min: 80, max: 90 }),
  })
  const networks = fc.sample(network, { seed, numRuns: count + edges.length })
  const sampled = [...edges, ...fc.sample(facts, { seed, numRuns: count })].map((it, place) => ({
    ...it,
    ...(allCounts[place] ?? noSlots),
    ...(networks[place] ?? noNetwork),
  }))
  const all = [...sampled, ...reliableMachines()]
  const machines = all.map((it, index) => ({ node: hex32(keccak256(toBytes(`machine ${index}`))), ...it }))
  const statements = machines.map(machineStatement)
  const tree = machineTree(statements)
  assert(tree !== null, 'there are machines')
  const root = bytesToHex(tree.root)
  return {
    machines: machines.map(({ node, ...it }, index) => {
      const statement = statements[index]
      assert(statement !== undefined, 'each machine has a statement')
      const proof = (tree.proofOf(statement) ?? []).map((sibling) => bytesToHex(sibling))
      return { node, facts: it, tier: statement.tier, reliabilityBps: statement.reliabilityBps, root, proof }
    }),
    qualities: fc.sample(fc.tuple(share, share, share), { seed, numRuns: count }).map(([proofs, reliability, speed]) => {
      const shares = { proofs, reliability, speed }
      return { ...texts(shares), quality: `${quality(shares, economyParameters())}` }
    }),
    regions: regionVectors(),
    tiers: tierVectors(),
  }
}

/** Returns the test cases of tiers, each with its result. */
function tierVectors() {
  return tierCases().map(([name, newestAt, facts]) => ({ name, now, newestAt, facts: compact(facts), tier: tierOf(facts, { now, newestAt }) }))
}

const noPlace = { region: 'unknown', bondBps: 10_000, cleanDays: 90 } as const
const noNetwork = { slotDays: 0, recentSlots: 0, recentPassed: 0, readySeconds: null, probedHours: 0, gateways: 0, networkMbps: null, ...noPlace }

/**
 * Returns test cases: a machine that just reaches tier 2 (a verification level), and for each condition of tier 2 a machine that lacks only this one. Returns
 * the same kinds of cases for tier 3, too.
 */
function reliableMachines() {
  const least = {
    ...{ hours: 168, presentSeconds: 598_752, daysInTime: 7, daysLate: 0, daySlots: 12, dayPassed: 12, hasNewPass: true },
    ...{ slotDays: 7, recentSlots: 84, recentPassed: 80, readySeconds: 300, probedHours: 6, gateways: 2, networkMbps: 100 },
    ...noPlace,
  }
  const lacking = [
    ...[{ presentSeconds: 598_751 }, { slotDays: 6 }, { recentPassed: 79 }, { readySeconds: 301 }, { readySeconds: null }],
    ...[{ gateways: 1 }, { networkMbps: 99 }, { networkMbps: null }, { hasNewPass: false }],
  ]
  const best = { ...least, presentSeconds: 604_196, networkMbps: 1_000, region: 'consistent', bondBps: 30_000 } as const
  const lackingOfBest = [
    ...[{ presentSeconds: 604_195 }, { networkMbps: 999 }, { region: 'unknown' as const }, { region: 'false' as const }],
    ...[{ bondBps: 29_999 }, { cleanDays: 89 }, { gateways: 1 }],
  ]
  return [least, ...lacking.map((it) => ({ ...least, ...it })), best, ...lackingOfBest.map((it) => ({ ...best, ...it }))]
}

/**
 * Returns the facts of a machine in the shorter form of the vectors file. It describes the slots of GPU proofs by the time of the newest one, the seconds
 * between two slots, and one digit for each slot, newest first: 1 for passed, 0 for failed.
 */
function compact({ slots, ...facts }: TierFacts) {
  const results = slots.map(({ isPassed }) => (isPassed ? '1' : '0')).join('')
  return { ...facts, slots: { newestAt: slots[0]?.at ?? null, everySeconds: slotSeconds, results } }
}

const day = 86_400
const slotSeconds = 7_200
const now = 100 * day

const perfect: TierFacts = {
  slots: slotsOf({ days: 9, failed: [] }),
  ...{ hasHostKey: true, uptimeBps: 10_000, readySeconds: 60, gateways: 2, networkMbps: 1_000 },
  ...{ isRegionConsistent: true, bondTimes: 3, fraudAt: null },
}

/** Returns slots of GPU proofs every two hours before `now`, newest first. `failed` are positions of failed slots. */
function slotsOf({ days, failed }: { days: number; failed: readonly number[] }): ProofSlot[] {
  return Array.from({ length: days * 12 }, (_, place) => ({ at: now - place * slotSeconds - 60, isPassed: !failed.includes(place) }))
}

/**
 * Returns test cases for each limit of the tiers (verification levels of machines): facts that just meet the limit, and facts that just miss it. The number is
 * the time of the newest attested slot of the market.
 */
function tierCases(): [string, number | null, TierFacts][] {
  const change = (name: string, changed: Partial<TierFacts>, newestAt: number | null = now - 60): [string, number | null, TierFacts] => {
    return [name, newestAt, { ...perfect, ...changed }]
  }
  const newest = (slots: ProofSlot[]) => slots.map(({ at, isPassed }) => ({ at: at - 86_400, isPassed }))
  return [
    change('all facts of tier 3', {}),
    change('no slot', { slots: [] }),
    change('no host key', { hasHostKey: false }),
    change('the last two slots failed', { slots: slotsOf({ days: 9, failed: [0, 1] }) }),
    change('one of the last two slots failed', { slots: slotsOf({ days: 9, failed: [0] }) }),
    change('9 of 12 slots of the day passed', { slots: slotsOf({ days: 9, failed: [2, 3, 4] }) }),
    change('8 of 12 slots of the day passed', { slots: slotsOf({ days: 9, failed: [2, 3, 4, 5] }) }),
    change('the last slot is a day old', { slots: newest(slotsOf({ days: 9, failed: [] })) }),
    change('the last slot of the market is a day old', { slots: newest(slotsOf({ days: 9, failed: [] })) }, now - 60 - 86_400),
    change(
      'the last slot of the market is a day old, and two were failed',
      { slots: newest(slotsOf({ days: 9, failed: [0, 1] })) },
      now - 60 - 86_400,
    ),
    change('9 of 12 slots of the last day with slots passed', { slots: newest(slotsOf({ days: 9, failed: [2, 3, 4] })) }, now - 60 - 86_400),
    change('the market never had a slot', { slots: [] }, null),
    change('6 days of slots', { slots: slotsOf({ days: 6, failed: [] }) }),
    change('80 of 84 slots of the week passed', { slots: slotsOf({ days: 9, failed: [20, 30, 40, 50] }) }),
    change('79 of 84 slots of the week passed', { slots: slotsOf({ days: 9, failed: [20, 30, 40, 50, 60] }) }),
    change('uptime 98.99 %', { uptimeBps: 9_899 }),
    change('uptime 99 %', { uptimeBps: 9_900 }),
    change('uptime 99.89 %', { uptimeBps: 9_989 }),
    change('uptime not measured', { uptimeBps: null }),
    change('ready within 300 s', { readySeconds: 300 }),
    change('ready within 301 s', { readySeconds: 301 }),
    change('no lease yet', { readySeconds: null }),
    change('one gateway', { gateways: 1 }),
    change('99 Mbit/s', { networkMbps: 99 }),
    change('999 Mbit/s', { networkMbps: 999 }),
    change('network not measured', { networkMbps: null }),
    change('region contradicted', { isRegionConsistent: false }),
    change('region not measured', { isRegionConsistent: null }),
    change('bond of 2.9 times', { bondTimes: 2.9 }),
    change('fraud 89 days ago', { fraudAt: now - 89 * day }),
    change('fraud 90 days ago', { fraudAt: now - 90 * day }),
  ]
}

/** Locations of validators, in hundredths of a degree. */
const cities = {
  frankfurt: { latitude: 5_011, longitude: 868 },
  newYork: { latitude: 4_071, longitude: -7_401 },
  tokyo: { latitude: 3_568, longitude: 13_969 },
  sydney: { latitude: -3_387, longitude: 15_121 },
  suva: { latitude: -1_814, longitude: 17_844 },
} as const

/** Returns the test cases of regions, each with its judgement. */
function regionVectors() {
  return regionCases().map(([name, regionName, reports]) => ({
    ...{ name, regionName, reports },
    ...regionOf(reports, { area: regionArea(regionName) }),
  }))
}

/** Returns test cases of regions with round trips of validators: honest ones, impossible ones, and ones on both sides of the limit. */
function regionCases(): [string, string | null, RegionReport[]][] {
  const from = (validator: number, place: keyof typeof cities | null, ms: number): RegionReport => ({
    ...{ validator: addressOf(validator), place: place === null ? null : cities[place], rttMicros: Math.round(ms * 1_000) },
  })
  const honest = [from(1, 'frankfurt', 12), from(2, 'newYork', 85), from(3, 'tokyo', 230)]
  return [
    ['three fit, but one could fit anywhere', 'eu-west', honest],
    ['three validators fit', 'eu-west', [...honest, from(4, 'sydney', 190)]],
    ['two of four contradict', 'ap', [from(1, 'frankfurt', 12), from(2, 'newYork', 20), from(3, 'tokyo', 180), from(4, 'sydney', 190)]],
    ['one of four contradicts', 'eu-west', [...honest.slice(0, 2), from(4, 'sydney', 190), from(5, 'suva', 190), from(6, 'tokyo', 30)]],
    ['one of three contradicts', 'eu-west', [...honest.slice(0, 2), from(6, 'tokyo', 30)]],
    [
      'a third contradicts',
      'eu-west',
      [...honest.slice(0, 2), from(3, 'tokyo', 180), from(4, 'sydney', 190), from(5, 'sydney', 20), from(6, 'tokyo', 30)],
    ],
    [
      'one short trip counts, not the many long ones',
      'eu-west',
      [from(1, 'tokyo', 180), from(1, 'tokyo', 30), from(2, 'sydney', 30), from(3, 'suva', 30)],
    ],
    ['a validator without a location says nothing', 'eu-west', [from(1, null, 12), from(2, 'newYork', 85), from(3, 'frankfurt', 12)]],
    ['a region without a location', 'local', honest],
    ['a region that is not on the chain', null, honest],
    ['a region across the date line', 'ap', [from(1, 'suva', 20), from(2, 'sydney', 20), from(3, 'tokyo', 20)]],
    ['no round trip', 'eu-west', []],
  ]
}
