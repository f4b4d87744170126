import type { TestDb } from '@infinitio/db/test'
import { insertChainClass, insertChainRegion, saveChainProvider } from '@infinitio/db'
import {
  type Ask,
  address,
  bps,
  canonicalJson,
  type CanonicalValue,
  durationSeconds,
  engineExecutor,
  nodeId,
  pTokenUnits,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import { withoutIndexes } from './withoutIndexes.ts'

/** The listings are spread over this many classes. The machines that the matcher also handles are all in class 1 and region 1. */
export const classCount = 20
/** Number of regions of the listings. */
export const regionCount = 10
/** The highest price of the generated listings, in base units per GPU-second. */
export const dearest = 1_000_000_000_000_000n

const vramOfClass = [16, 24, 24, 40, 48, 48, 80, 80, 96, 141]
const provider = address(`0x${'b'.repeat(40)}`)
// How many rows each statement writes, so that it ends before the timeout of the connection.
const rowsAtOnce = 10_000
const written = ['chain_nodes', 'node_profiles', 'node_heartbeats', 'node_calendar', 'book_orders']
const node = `0x${'0'.repeat(64)}`

/** Writes the catalogue. */
export async function writeCatalogue(owner: TestDb): Promise<void> {
  const facts = { referencePricePerGpuSecond: 500n, updatedBlock: 1n }
  for (let classId = 0; classId < classCount; classId += 1)
    await insertChainClass(owner, { classId, name: `Class ${classId}`, vramGib: vramOfClass[classId % vramOfClass.length] ?? 0, ...facts })
  for (let regionId = 0; regionId < regionCount; regionId += 1)
    await insertChainRegion(owner, { regionId, name: `Region ${regionId}`, updatedBlock: 1n })
  await saveChainProvider(owner, { provider, listed: true, updatedBlock: 1n })
}

/**
 * Writes the machines with the numbers `from` to `to` (not included) and their open asks into the tables that follower, matcher and agents would fill. Classes,
 * regions, sizes and prices are mixed. About one machine in five is simulated, and about one in five has booked hours.
 */
export async function writeListings(owner: TestDb, { from, to, now }: { from: number; to: number; now: number }): Promise<void> {
  await withoutIndexes(owner, written, () => writeRows(owner, { from, to, now }))
  await owner.query('analyze', [])
}

async function writeRows(owner: TestDb, { from, to, now }: { from: number; to: number; now: number }): Promise<void> {
  const ask = canonicalJson(askAt(now) as unknown as CanonicalValue)
  for (let first = from; first < to; first += rowsAtOnce) {
    const last = Math.min(first + rowsAtOnce, to) - 1
    await owner.query(
      `with drawn as materialized (
         select i, '0x' || encode(sha256(('listing ' || i)::bytea), 'hex') as node, hashint4(i) & 65535 as a, hashint4(i + 7) & 65535 as b, hashint4(i + 13) & 65535 as c
         from generate_series($1::int, $2::int) i),
       nodes as (
         insert into chain_nodes (node_id, provider, node_key, host_key, box_key, class_id, region_id, gpus, vram_gib, cpu_cores, ram_gib, disk_gib, network_mbps,
           tier, reliability_bps, retired, registered_at, updated_block)
         select node, $3, $3, node, '0x', a % $4, b % $5, 8, ($6::int[])[1 + (a % $4) % 10], 8, 64, 100, 1000, 0, 0, false, 1, 1 from drawn),
       profiles as (
         insert into node_profiles (node_id, name, simulated, country, city, cpu_model, runtime)
         select node, 'machine-' || i, c % 5 = 0, 'Finland', 'City ' || b % 40, 'EPYC ' || a % 12, 'container' from drawn),
       heard as (
         insert into node_heartbeats (node_id, last_seen_at, silent) select node, now(), false from drawn),
       calendar as (
         insert into node_calendar (node_id, word_index, word, updated_block)
         select node, $7 + c % 3, trunc((power(16::numeric, 1 + b % 40) - 1) / 15) * (1 + a % 8), 1 from drawn where (c / 8) % 5 = 0)
       insert into book_orders (order_hash, kind, account, node_id, class_id, region_id, price_per_gpu_second, gpus, order_json, signature, state, expiry, created_seq,
         updated_seq, created_at_ms)
       select '0x' || encode(sha256(('ask ' || i)::bytea), 'hex'), 'ask', $3, node, a % $4, b % $5, price, 8,
         replace(replace(replace($8::text, $9, node), '"pricePerGpuSecond":"1"', '"pricePerGpuSecond":"' || price || '"'), '"maxGpus":8', '"maxGpus":' || 1 + c % 8),
         '0x', 'open', $10, 1, 1, $10::bigint * 1000 - i
       from (select *, (hashint8(i)::bigint & 65535) * $11::bigint + 1 as price from drawn) d`,
      [...[first, last, provider, classCount, regionCount, vramOfClass, Math.floor(now / 3_600 / 64), ask, node, now], dearest / 65_536n],
    )
  }
}

function askAt(now: number): Ask {
  return {
    provider,
    node: nodeId(node),
    pricePerGpuSecond: pTokenUnits(1n),
    minGpus: 1,
    maxGpus: 8,
    minDurationSeconds: durationSeconds(60n),
    maxDurationSeconds: durationSeconds(864_000n),
    availableFrom: unixSeconds(BigInt(now - 3_600)),
    availableUntil: unixSeconds(BigInt(now + 27 * 86_400)),
    maxFeeBps: bps(100n),
    noticeSeconds: durationSeconds(0n),
    trialSeconds: durationSeconds(0n),
    privateRenter: zeroAddress,
    transferable: false,
    executor: engineExecutor,
    nonce: 0n,
    expiry: unixSeconds(BigInt(now + 27 * 86_400)),
  }
}
