import { type Client, refusal } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table, utcText } from '../terminal/texts.ts'
import { columnPrice, columnPt } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'
import { payouts } from './payouts.ts'
import { type MachineOptions, showMachine } from './showMachine.ts'

/** Adds `machine`, `earnings`, `calendar` and `demand`: state, earnings, hours and rental demand of the wallet's nodes. */
export function addFleet(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('machine <own-machine>').description('state of one of your machines: readings, agent, energy, leases, alerts, log'))
    .option('--lines <count>', "last lines of the agent's log, up to 200", '20')
    .option('--kwh-price <pt>', 'your price of electricity, PT per kWh, for the power cost')
    .action((node: string, options: MachineOptions) => run(options, () => showMachine(node, options)))
  withCommon(root.command('earnings').description('earnings from closed leases on your machines'))
    .addOption(new Option('--by <period>', 'period of each sum').choices(['day', 'week', 'month']).default('month'))
    .option('--month <month>', 'each payment of a month, for example 2026-11, with exact amounts')
    .option('--year <year>', 'each payment of a year, for example 2026')
    .option('--csv', 'with --month or --year: print the payments as CSV')
    .option('--pdf <file>', 'with --month or --year: save the statement as a PDF file')
    .action((options: EarningsOptions) => run(options, () => earnings(options)))
  withCommon(root.command('calendar').description('leased, held and free hours of your machines in the next days'))
    .option('--days <count>', 'days, up to 28', '14')
    .action((options: CalendarOptions) => run(options, () => calendar(options)))
  withCommon(root.command('demand <own-machine>').description('show why your machine was rented or not in the last days'))
    .option('--days <count>', 'last days, up to 7', '7')
    .action((node: string, options: DemandOptions) => run(options, () => showDemand(node, options)))
}

/** Options of `infinitio calendar`. */
type CalendarOptions = CommonOptions & { readonly days: string }

type Calendar = Awaited<ReturnType<Client['getFleetCalendar']>>

const daySeconds = 86_400

/**
 * Prints the GPU-hours of each day, divided into leased, held by the order book, not listed and free, for all nodes of the wallet together. `--json` prints
 * them by node.
 */
async function calendar(options: CalendarOptions): Promise<void> {
  const { client } = await signInClient(options)
  const pages = await pagesOf(client)
  const [first] = pages
  const nodes = pages.flatMap((page) => page.nodes)
  const days = Math.min(Number(options.days), first?.days ?? 0)
  const sum = (kind: 'leased' | 'held' | 'outside' | 'free', day: number) => String(nodes.reduce((total, node) => total + (node[kind][day] ?? 0), 0))
  const rows = Array.from({ length: days }, (_, day) => [
    utcText((first?.from ?? 0) + day * daySeconds).slice(0, 10),
    ...(['leased', 'held', 'outside', 'free'] as const).map((kind) => sum(kind, day)),
  ])
  const text = `${table([['day, UTC', 'leased', 'held', 'not offered', 'free'], ...rows], { right: [1, 2, 3, 4] })}\nGPU-hours of ${nodes.length} machines.`
  printResult({
    json: options.json,
    value: { from: first?.from ?? 0, days: first?.days ?? 0, nodes },
    text: nodes.length === 0 ? 'No machines.' : text,
  })
}

async function pagesOf(client: Client): Promise<Calendar[]> {
  const pages: Calendar[] = []
  let cursor: string | null = null
  do {
    const page: Calendar = await client.getFleetCalendar(cursor === null ? {} : { cursor })
    pages.push(page)
    cursor = page.nextCursor
  } while (cursor !== null)
  return pages
}

/** Options of `infinitio demand`. */
type DemandOptions = CommonOptions & { readonly days: string }

/** Prints how many bids rented a node, how many did not and why, and the pay that other prices would have brought. */
async function showDemand(node: string, options: DemandOptions): Promise<void> {
  if (!/^[1-7]$/.test(options.days)) throw refusal('api.invalid_field', { detail: `--days ${options.days}: 1 to 7` })
  const { client } = await signInClient(options)
  const { demand } = await client.getAskDemand({ node, days: Number(options.days) })
  if (demand === null) return printResult({ json: options.json, value: { demand }, text: 'No open ask: offer it with infinitio orders ask.' })
  const steps = demand.steps.map(({ pricePerGpuSecond, leases, pay }) => [hourly(pricePerGpuSecond), String(leases), columnPt(pay)])
  const text = [
    `${demand.bids} bids since ${utcText(demand.from)} UTC: ${demand.hired} hired it, ${demand.elsewhere} fitted and went elsewhere, ${demand.unfilled} fitted and got nothing.`,
    ...demand.excluded.map(({ reason, bids }) => `  ${bids} kept away: ${reason}`),
    table([['PT/GPU-h', 'leases', 'PT'], ...steps], { right: [0, 1, 2] }),
  ]
  printResult({ json: options.json, value: { demand }, text: text.join('\n') })
}

function hourly(pricePerGpuSecond: string): string {
  return columnPrice(pricePerGpuSecond)
}

/** Options of `infinitio earnings`. `month`, such as 2026-11, or `year` lists each payment; `csv` and `pdf` choose a file for them. */
type EarningsOptions = CommonOptions & {
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
async function earnings(options: EarningsOptions): Promise<void> {
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
  return columnPt(amount, { digits: 6 })
}
