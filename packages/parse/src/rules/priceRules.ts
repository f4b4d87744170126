import type { Currency, Meaning, PriceScope } from '../signs/meaning.ts'
import { digitsPattern, numberOf } from '../text/numbers.ts'
import { type Rule, rule } from './rule.ts'

const currencies: ReadonlyMap<string, Currency> = new Map([
  ...['$', 'usd', 'usdc', 'dollar', 'dollars', 'buck', 'bucks', 'us$', '美元', '美金', '刀', 'cent', 'cents', '美分'].map(
    (word) => [word, 'USD'] as const,
  ),
  ...['€', 'eur', 'euro', 'euros', '欧元', '欧'].map((word) => [word, 'EUR'] as const),
  ...['£', 'gbp', 'pound', 'pounds', '英镑'].map((word) => [word, 'GBP'] as const),
  ...['¥', 'cny', 'rmb', 'yuan', '元', '块', '块钱', '人民币', '元人民币'].map((word) => [word, 'CNY'] as const),
  ...['jpy', 'yen', '日元', '円'].map((word) => [word, 'JPY'] as const),
  ['pt', 'PT'],
])

const end = '(?![a-z0-9])'
// A number in Chinese words needs a currency after it: 三千元. A unit after digits multiplies them: 2万元.
const chineseAmount = String.raw`(?<!\d\s*)[一二两三四五六七八九十][一二两三四五六七八九十百千万]*(?=\s*(?:美元|美金|欧元|人民币|元|块|日元))`
const amountPattern = String.raw`(?<n>${digitsPattern}|\.\d+|${chineseAmount})(?:(?<k>k(?![a-z]))|\s*(?<times>[百千万]))?`
const unit = String.raw`(?:(?<unit>usdc?|dollars?|bucks?|cents?|eur|euros?|gbp|pounds?|cny|rmb|yuan|jpy|yen|pt|€)${end}|(?<zh>美元|美金|美分|刀|欧元|英镑|元人民币|人民币|块钱|块|元|日元))`
const money = String.raw`(?:(?<sign>us\$|[$€£¥])\s*${amountPattern}|${amountPattern.replaceAll('?<n>', '?<n2>').replaceAll('?<k>', '?<k2>').replaceAll('?<times>', '?<times2>')}\s*${unit})`
const bare = String.raw`(?<n3>${digitsPattern}|\.\d+)`
const most = String.raw`(?:for )?(?:(?<budget>(?:total )?budget(?: of| is|:)?(?: under| up to)?)|under|below|less than|lower than|cheaper than|at most|not more than|no more than|max(?:imum)?(?: price)?(?: of)?|up to|not over|<=?)\s*`
const hour = '(?:hours?|hrs?|h)'
const card = '(?:gpus?|cards?)'
const per = String.raw`\s*(?:(?<hourly>(?:\/|per|an?|each|every)\s*(?:(?<card>${card})[\s\/-]*(?:per|an?|\/|each)?[\s-]*)?${hour}${end})(?:\s*(?:\/|per|each|a)\s*(?<card2>${card})${end})?|(?:\/|per|an?|each|every)\s*(?<card3>${card})${end})`
const all = String.raw`\s*(?<all>all together|altogether|in total|in all|total|all in|overall|combined|together|for all(?: of them)?|for everything)${end}`
const otherUnit = String.raw`(?![\d.:a-z]|\s*(?:%|x|gpus?|cards?|nodes?|machines?|h|hours?|hrs?|min|mins|minutes?|s|secs?|seconds?|days?|weeks?|months?|[gt]i?b?|k|b|[gm]bps|ms)${end}|\s*[张卡块片台小天周个分秒月])`

const chinesePer = String.raw`(?<zhHourly>(?<zhCard>每张卡|每张|每卡|每个卡|单卡|每块卡)?的?(?:每个?小时|一?小时|每时|时租|\/小时|\/h|\/时)(?<zhCard2>每张卡|每张|每卡)?)`
const chinesePerAfter = String.raw`(?<zhHourlyAfter>(?<zhCardAfter>每张卡|每张|每卡)?(?:每个?小时|一?小时|\/小时|\/h|\/时)(?<zhCard2After>每张卡|每张|每卡|每gpu)?)`
const chineseMost = String.raw`(?<zhMost>(?<zhTotal>总预算|预算|总价|总费用|总共|一共)?\s*(?:价格|单价|费用)?\s*(?:不超过|不高于|低于|少于|小于|最多|最高|不到|控制在|在|为|是|<=?)?)`
const chineseEnd = String.raw`(?<zhEnd>\s*(?:以内|以下|之内|内|左右|封顶))?`

/** Rules for maximum prices and their scope. */
export const priceRules: readonly Rule[] = [
  rule(String.raw`(?:${most})?${money}(?:${per})?(?:${all})?`, (found) => (found['zh'] === undefined ? priceOf(found) : null)),
  rule(String.raw`${most}${bare}(?:${per}(?:${all})?|${all}|${otherUnit})`, priceOf),
  rule(String.raw`${bare}${per}(?:${all})?`, priceOf),
  rule(String.raw`(?:${chinesePer}\s*)?${chineseMost}\s*${money}(?:\s*${chinesePerAfter})?${chineseEnd}`, (found) =>
    isCount(found) ? null : priceOf(found),
  ),
  rule(String.raw`${chinesePer}\s*${chineseMost}\s*${bare}${chineseEnd}`, priceOf),
  rule(String.raw`dph(?:_total|_base)?\s*[<>]?=?\s*${bare}`, ({ n3 = '' }) => ({ kind: 'price', amount: n3, currency: 'USD', scope: 'hour' })),
]

type Parts = Readonly<Record<string, string | undefined>>

/** The word 块 means either yuan or a piece of something. Returns true if a number with 块 counts pieces, because no word of price or time is next to it. */
function isCount({ zh, zhMost, zhEnd, zhHourly, zhHourlyAfter }: Parts): boolean {
  return zh === '块' && zhMost === '' && (zhEnd ?? zhHourly ?? zhHourlyAfter) === undefined
}

function priceOf(found: Parts): Meaning | null {
  const { n, n2, n3, k, k2, times, times2, sign, unit: word, zh } = found
  const digits = n ?? n2 ?? n3
  if (digits === undefined) return null
  const named = sign ?? word ?? zh
  const amount = amountOf(digits, {
    times: (k ?? k2) === undefined ? timesOf[times ?? times2 ?? ''] : 1_000,
    isHundredths: /^cents?$|^美分$/.test(named ?? ''),
  })
  return { kind: 'price', amount, currency: named === undefined ? null : (currencies.get(named) ?? null), scope: scopeOf(found) }
}

function scopeOf(found: Parts): PriceScope {
  const names = ['card', 'card2', 'card3', 'zhCard', 'zhCard2', 'zhCardAfter', 'zhCard2After']
  if (names.some((name) => found[name] !== undefined)) return 'gpuHour'
  const isHourly = (found['hourly'] ?? found['zhHourly'] ?? found['zhHourlyAfter']) !== undefined
  if (found['all'] !== undefined) return isHourly ? 'hour' : 'total'
  if (isHourly) return 'gpuHour'
  return (found['budget'] ?? found['zhTotal']) === undefined ? null : 'total'
}

const timesOf: Readonly<Record<string, number>> = { 百: 100, 千: 1_000, 万: 10_000 }

function amountOf(digits: string, { times, isHundredths }: { readonly times: number | undefined; readonly isHundredths: boolean }): string {
  const plain = /^[\d.,]+$/.test(digits) ? digits.replaceAll(',', '') : String(numberOf(digits))
  if (times !== undefined) return String(Math.round(numberOf(plain) * times))
  return isHundredths ? (numberOf(plain) / 100).toFixed(2) : plain.startsWith('.') ? `0${plain}` : plain
}
