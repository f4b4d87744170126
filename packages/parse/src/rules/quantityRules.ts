import type { RunBits } from '@infinitio/domain'
import type { Found, MemoryOf } from '../signs/meaning.ts'
import { digitsPattern, numberOf, numberPattern } from '../text/numbers.ts'
import { type Rule, rule } from './rule.ts'

const end = '(?![a-z0-9])'
const gbUnit = String.raw`(?<unit>tib|tb|t|gib|gb|gigs?|gigabytes?|terabytes?|g)${end}`
const cardUnit = '(?:gpus?|cards?|显卡|gpu卡)'
/** Matches a number of GPUs, but not the model number of a card, as in "4090 gpu" and "6000 cards". */
const count = String.raw`(?!\d0[5-9]0|[2-8]000)\d{1,4}`
const least = String.raw`(?:at least |min(?:imum)? |≥|>=?|至少)?\s*`

/** Words next to a size of memory that state its kind: memory of all GPUs together, RAM, disk, or memory of one GPU. */
const ofWords: readonly (readonly [MemoryOf, string])[] = [
  ['gpus', String.raw`(?:total (?:gpu )?(?:vram|memory|video memory)|总显存|显存总共|显存合计)`],
  ['ram', String.raw`(?:system (?:memory|ram)|cpu (?:memory|ram)|host (?:memory|ram)|main memory|ram|系统内存|内存|主存)`],
  ['disk', String.raw`(?:disk space|disk|ssd|nvme|storage|hard drive|hdd|硬盘|磁盘|存储|固态硬盘|固态)`],
  ['gpu', String.raw`(?:gpu (?:memory|ram)|video (?:memory|ram)|vram|graphics memory|memory|显存)`],
]
const totalAfter = String.raw`(?:\s*(?:of )?(?:gpu )?(?:vram|memory|显存)?\s*(?:in total|total|altogether|combined|together|in all|总共|合计|总计))`

/** Rules for counts of cards and machines, sizes of memory and disk, network speed, weights and context. */
export const quantityRules: readonly Rule[] = [
  rule(String.raw`cluster of (?<n>${numberPattern})(?=\s*(?:$|[,;.]|(?:with|for|in|from|under|at|and)\s))`, ({ n = '' }) => countOf('machines', n)),
  rule(String.raw`(?<n>${numberPattern})\s*(?:台|(?:nodes|machines|servers|instances|hosts)${end})`, ({ n = '' }) => countOf('machines', n)),
  rule(String.raw`(?<n>${count}|one|two|three|four|five|six|seven|eight|ten|twelve|sixteen)\s*[-\s]?(?:x\s*)?${cardUnit}${end}`, ({ n = '' }) =>
    countOf('count', n),
  ),
  rule(String.raw`(?<n>\d{1,4})\s*[x*]\s*(?=[a-z]|\d{4}${end})`, ({ n = '' }) => countOf('count', n)),
  rule(String.raw`[x*:]\s*(?<n>\d{1,3})${end}`, ({ n = '' }) => countOf('count', n)),
  rule(String.raw`(?<n>${count}|[一二两三四五六七八九十百]+)\s*(?:张卡?|片|块卡|个gpu|个卡|枚)`, ({ n = '' }) => countOf('count', n)),
  rule(String.raw`(?<n>${count}|[单双一二两三四五六七八十]+)\s*卡(?!车)`, ({ n = '' }) => countOf('count', n)),
  // The word 块 means either yuan or a piece of something. Before a card, it counts cards, also with a few words in between (一块便宜的卡). After a price, it means
  // yuan.
  rule(
    String.raw`(?<n>${count}|[一二两三四五六七八九十百]+)\s*[块个](?=\s*(?:nvidia|amd|rtx|[a-z]{1,3}\d|\d{4})|[^\d,，。;；每一钱以/]{0,6}(?:卡|gpu))`,
    ({ n = '' }) => countOf('count', n),
  ),
  rule(
    String.raw`(?<n>single|dual|quad|one|two|three|four|five|six|seven|eight|ten|twelve|sixteen|a pair of|a couple of|(?:a |half a )?dozen)\s+(?=(?:nvidia|amd|rtx|geforce|[a-z]{1,3}\d|\d{4}))`,
    ({ n = '' }) => countOf('count', n === 'half a dozen' ? 'six' : n.replace(/^a (pair|couple) of$/, 'two').replace(/^a /, '')),
  ),
  // A number before the name of a card is a count: "16 H100".
  rule(String.raw`(?<n>\d{1,3})\s+(?=(?:nvidia|amd|rtx|geforce|tesla|[a-z]{1,3}\d{1,3}|\d0[5-9]0s?${end}))`, ({ n = '' }) => countOf('count', n)),
  rule(String.raw`num_gpus\s*(?<sign>[<>]?=?)\s*(?<n>\d{1,4})`, ({ sign = '', n = '' }) => {
    const gpus = Number(n)
    return { kind: 'count', gpus, ...(sign.startsWith('>') ? { isLeast: true as const } : {}) }
  }),
  rule(String.raw`(?<name>gpu_ram|gpu_total_ram|cpu_ram|disk_space)\s*[<>]?=?\s*(?<n>\d+(?:\.\d+)?)`, ({ name = '', n = '' }) => {
    const of = { gpu_ram: 'gpu', gpu_total_ram: 'gpus', cpu_ram: 'ram', disk_space: 'disk' }[name] as MemoryOf
    return { kind: 'memory', gb: Math.ceil(Number(n)), of }
  }),
  rule(String.raw`inet_(?:down|up)\s*[<>]?=?\s*(?<n>\d+)`, ({ n = '' }) => ({ kind: 'network', mbps: Number(n) })),
  ...ofWords.map(([of, words]) =>
    rule(String.raw`${least}(?<n>${digitsPattern})\s*-?\s*${gbUnit}\+?\s*(?:or more |以上)?(?:of )?(?:的)?\s*${words}(?![a-z])`, (found) =>
      memoryOf(found, of),
    ),
  ),
  ...ofWords.map(([of, words]) =>
    rule(String.raw`${words}\s*(?:of|is|:|=|>=?|至少|不少于|大于|要|有|为)?\s*${least}(?<n>${digitsPattern})\s*${gbUnit}\+?(?:以上)?`, (found) =>
      memoryOf(found, of),
    ),
  ),
  rule(String.raw`${least}(?<n>${digitsPattern})\s*-?\s*${gbUnit}${totalAfter}`, (found) => memoryOf(found, 'gpus')),
  rule(String.raw`${least}(?<n>${digitsPattern})\s*-?\s*${gbUnit}\+?`, (found) => memoryOf(found, 'gpu')),
  rule(
    String.raw`(?<n>\d+(?:\.\d+)?)\s*(?<unit>g|m)(?:bps|b\/s|bit\/s|bits?|bit)${end}\s*(?:network(?:ing)?|internet|uplink|bandwidth|带宽|网络)?`,
    ({ n = '', unit }) => ({
      kind: 'network',
      mbps: Math.round(Number(n) * (unit === 'g' ? 1_000 : 1)),
    }),
  ),
  rule(String.raw`(?<unit>万兆|千兆|百兆)(?:网络|带宽|网卡|网)?`, ({ unit = '' }) => ({
    kind: 'network',
    mbps: { 万兆: 10_000, 千兆: 1_000, 百兆: 100 }[unit] ?? 0,
  })),
  rule(String.raw`(?<n>4|8|16)[\s_-]*(?:bits?|位|比特)(?:\s*量化)?${end}`, ({ n = '' }) => ({ kind: 'bits', bits: Number(n) as RunBits })),
  rule(String.raw`(?:int(?<int>4|8)|fp(?<fp>8|16)|bf(?<bf>16)|nf(?<nf>4)|q(?<q>4|8)(?:_[a-z0-9]+)*)${end}`, ({ int, fp, bf, nf, q }) => ({
    kind: 'bits',
    bits: Number(int ?? fp ?? bf ?? nf ?? q) as RunBits,
  })),
  rule(`(?:awq|gptq)${end}`, () => ({ kind: 'bits', bits: 4 })),
  rule(String.raw`(?<n>\d{1,4})\s*k\s*(?:tokens?(?: of)?\s*)?(?:context|ctx|tokens?|上下文)(?:\s*(?:window|length|长度))?${end}`, ({ n = '' }) => ({
    kind: 'context',
    tokens: Number(n) * 1_024,
  })),
  rule(String.raw`(?:context|ctx|上下文)(?:\s*(?:window|length|长度))?\s*(?:of|is|:|=)?\s*(?<n>\d{1,4})\s*k${end}`, ({ n = '' }) => ({
    kind: 'context',
    tokens: Number(n) * 1_024,
  })),
]

function countOf(kind: 'count' | 'machines', text: string): Found['meaning'] | null {
  const number = numberOf(text)
  if (!Number.isInteger(number) || number < 1 || number > 9_999) return null
  return kind === 'count' ? { kind, gpus: number } : { kind, machines: number }
}

function memoryOf({ n = '', unit = '' }: Readonly<Record<string, string | undefined>>, of: MemoryOf): Found['meaning'] {
  return { kind: 'memory', gb: Math.ceil(numberOf(n) * (unit.startsWith('t') ? 1_000 : 1)), of }
}
