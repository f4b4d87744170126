import { type Client, formatPt } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table, utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio earnings`. `month`, such as 2026-11, lists each settled lease of that month. */
export type EarningsOptions = CommonOptions & { readonly by: 'day' | 'week' | 'month'; readonly month?: string }

type Sums = Awaited<ReturnType<Client['getProviderEarnings']>>['total']
type StatementLease = Awaited<ReturnType<Client['getProviderStatement']>>['leases'][number]

/**
 * Prints the earnings of closed leases on the wallet's nodes by period and node, or each lease of a month. Amounts
 * are in PToken, times in UTC.
 */
export async function earnings(options: EarningsOptions): Promise<void> {
  const { client } = await signInClient(options)
  if (options.month !== undefined) return await printMonth(client, { month: options.month, json: options.json })
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

async function printMonth(client: Client, { month, json }: { month: string; json: boolean }): Promise<void> {
  const leases = await leasesOf(client, month)
  const rows = leases.map((lease) => [
    lease.leaseId,
    lease.nodeName,
    String(lease.gpus),
    String(lease.paidSeconds),
    ...[lease.pay, lease.fee, lease.earned, lease.refund, lease.compensation].map(exactText),
    utcText(Number(lease.closedAt)),
  ])
  const heading = ['lease', 'node', 'GPUs', 'paid s', 'paid PT', 'fee PT', 'earned PT', 'refunded PT', 'from bond PT', 'closed, UTC']
  const text = rows.length === 0 ? `No lease closed in ${month}.` : table([heading, ...rows], { right: [2, 3, 4, 5, 6, 7, 8] })
  printResult({ json, value: { month, leases }, text })
}

async function leasesOf(client: Client, month: string): Promise<StatementLease[]> {
  const leases: StatementLease[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<Client['getProviderStatement']>> = await client.getProviderStatement({
      month,
      ...(after === null ? {} : { after }),
    })
    leases.push(...page.leases)
    after = page.next
  } while (after !== null)
  return leases
}

function sumTexts({ leases, gpuSeconds, earned, fee, refund, compensation }: Sums): string[] {
  return [String(leases), (Number(gpuSeconds) / 3_600).toFixed(2), ...[earned, fee, refund, compensation].map(exactText)]
}

function exactText(amount: string): string {
  return formatPt(BigInt(amount), { digits: 6 })
}
