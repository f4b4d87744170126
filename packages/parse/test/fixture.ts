import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Catalogue } from '../src/index.ts'

const price = z.strictObject({ amount: z.string(), currency: z.string() })
const names = z.array(z.string()).readonly()
const wishesRow = z.strictObject({
  ...{ gpus: z.int(), gpusAtLeast: z.int(), machines: z.int(), cluster: z.literal(true), classes: names, notClasses: names },
  ...{ memoryGbAtLeast: z.number(), totalMemoryGbAtLeast: z.number(), model: z.string(), task: z.enum(['inference', 'lora', 'full']) },
  ...{
    bits: z.int(),
    contextTokens: z.int(),
    program: z.string(),
    hours: z.number(),
    minutes: z.number(),
    start: z.string(),
    startUntil: z.string(),
  },
  ...{ regions: names, notRegions: names, countries: names, notCountries: names, cities: names },
  ...{ pricePerGpuHourAtMost: price, pricePerHourAtMost: price, totalPriceAtMost: price },
  ...{ ramGbAtLeast: z.number(), diskGbAtLeast: z.number(), networkMbpsAtLeast: z.number(), interconnect: z.string(), isolation: names },
  ...{ readySecondsAtMost: z.number(), images: z.literal(true), realOnly: z.literal(true), spot: z.literal(true), sort: z.string() },
})
const queryRow = z.strictObject({
  text: z.string(),
  lang: z.enum(['en', 'zh']),
  kinds: names,
  wishes: wishesRow.partial(),
  unknown: names.default([]),
  notices: names.default([]),
  answer: z.strictObject({ ask: z.enum(['gpus', 'memory']), memoryGib: z.int(), gpus: z.record(z.string(), z.int()).default({}) }).optional(),
  why: z.string().optional(),
})
/** One query of the fixture, with the reading that the parser must return. */
export type QueryRow = z.output<typeof queryRow>

const [headerLine = '', ...lines] = readFileSync(new URL('queries.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const header = z.object({ now: z.string(), queries: z.int() }).parse(JSON.parse(headerLine))

/** The clock of the fixture, Unix seconds. */
export const fixtureNow = Date.parse(header.now) / 1_000
/** The 227 queries of the fixture. */
export const queryRows: readonly QueryRow[] = lines.map((line) => queryRow.parse(JSON.parse(line)))
if (queryRows.length !== header.queries) throw new Error(`the fixture has ${queryRows.length} queries, its header says ${header.queries}`)

/** The classes of a new deployment's catalogue, and the AMD classes that the agent can detect. */
const classNames = [
  ...['CPU slot (development)', 'NVIDIA H100 SXM 80 GB', 'NVIDIA H200 141 GB', 'NVIDIA B200 180 GB', 'NVIDIA A100 SXM 80 GB', 'NVIDIA A100 40 GB'],
  ...['NVIDIA L40S 48 GB', 'NVIDIA L4 24 GB', 'NVIDIA T4 16 GB', 'NVIDIA A10G 24 GB', 'NVIDIA V100 16 GB', 'NVIDIA RTX 4090 24 GB'],
  ...['NVIDIA RTX 5090 32 GB', 'NVIDIA RTX A6000 48 GB', 'NVIDIA RTX PRO 6000 96 GB', 'AMD MI355X 288 GB', 'AMD MI350X 288 GB', 'AMD MI325X 256 GB'],
  ...['AMD MI300X 192 GB', 'AMD MI250 half 64 GB', 'AMD MI210 64 GB', 'AMD MI100 32 GB', 'AMD Radeon PRO W7900 48 GB'],
  ...['AMD Radeon AI PRO R9700 32 GB', 'AMD RX 7900 XTX 24 GB'],
]

/** The catalogue of the fixture. */
export const fixtureCatalogue: Catalogue = {
  classes: classNames.map((name, classId) => ({ classId, name, vramGib: Number(/(\d+) GB$/.exec(name)?.[1] ?? 0) })),
  regions: ['local', 'us-east', 'us-west', 'eu-west', 'eu-north', 'ap'].map((name, regionId) => ({ regionId, name })),
}
