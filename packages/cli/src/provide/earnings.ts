import { type Client, formatPt, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table, utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { payouts } from './payouts.ts'

/** Options of `infinitio earnings`. `month`, such as 2026-11, or `year` lists each payment; `csv` and `pdf` choose a file for them. */
export type EarningsOptions = CommonOptions & {
  readonly by: 'day' | 'week' | 'month'
  readonly month?: string
  readonly year?: string
  readonly csv?: boolean
  readonly pdf?: string
}

type Sums = Awaited<ReturnType<Client['getProviderEarnings']>>['total']

/**
 * Prints the earnings of closed leases on the wallet's machines by period and machine, or the payments of a month or a year. Amounts
 * are in PToken, times in UTC. Throws `api.invalid_field` for --csv or --pdf without exactly one of --month and --year.
 */
export async function earnings(options: EarningsOptions): Promise<void> {
  const { month, year } = options
  if (month !== undefined && year !== undefined) throw refusal('api.invalid_field', { detail: '--year: give --month or --year' })
  if (month !== undefined) return await payouts({ month }, options)
  if (year !== undefined) return await payouts({ year }, options)
  if (options.csv === true || options.pdf !== undefined) throw refusal('api.invalid_field', { detail: '--month: --csv and --pdf need it, or --year' })
  const { client } = await signInClient(options)
  const told = await client.getProviderEarnings({ by: options.by })
  const head = ['leases', 'GPU-hours', 'earned PT', 'fee PT', 'refunded PT', 'from bond PT']
  const right = [1, 2, 3, 4, 5, 6]
  const periods = told.periods.filter(({ leases }) => leases > 0).map((period) => [utcText(period.from).slice(0, 10), ...sumTexts(period)])
  const nodes = told.nodes.map((node) => [node.name, ...sumTexts(node)])
  const text = [
    table([[`${options.by} from`, ...head], ...periods, ['all', ...sumTexts(told.total)]], { right }),
    ...(nodes.length === 0 ? [] : [table([['node', ...head], ...nodes], { right })]),
  ].join('\n\n')
  printResult({ json: options.json, value: told, text })
}

function sumTexts({ leases, gpuSeconds, earned, fee, refund, compensation }: Sums): string[] {
  return [String(leases), (Number(gpuSeconds) / 3_600).toFixed(2), ...[earned, fee, refund, compensation].map(exactText)]
}

function exactText(amount: string): string {
  return formatPt(BigInt(amount), { digits: 6 })
}
