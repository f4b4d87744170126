import { formatPt, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { utcText } from '../terminal/utcText.ts'

/** What `infinitio demand` takes. */
export type DemandOptions = CommonOptions & { readonly days: string }

/** Prints why a node of the wallet was rented or not: the bids that came for its class, what kept each away, and what lower prices would have brought. A replay. */
export async function showDemand(node: string, options: DemandOptions): Promise<void> {
  if (!/^[1-7]$/.test(options.days)) throw refusal('api.invalid_field', { detail: `--days ${options.days}: 1 to 7` })
  const { client } = await signInClient(options)
  const { demand } = await client.getAskDemand({ node, days: Number(options.days) })
  if (demand === null) return printResult({ json: options.json, value: { demand }, text: 'No open ask: offer it with infinitio orders ask.' })
  const steps = demand.steps.map(({ pricePerGpuSecond, leases, pay }) => [
    hourly(pricePerGpuSecond),
    String(leases),
    formatPt(BigInt(pay), { digits: 4 }),
  ])
  const text = [
    `${demand.bids} bids since ${utcText(demand.from)} UTC: ${demand.hired} hired it, ${demand.elsewhere} fitted and went elsewhere, ${demand.unfilled} fitted and got nothing.`,
    ...demand.excluded.map(({ reason, bids }) => `  ${bids} kept away: ${reason}`),
    table([['PT/GPU-h', 'leases', 'PT'], ...steps], { right: [0, 1, 2] }),
  ]
  printResult({ json: options.json, value: { demand }, text: text.join('\n') })
}

function hourly(pricePerGpuSecond: string): string {
  return formatPt(BigInt(pricePerGpuSecond) * 3_600n, { digits: 4 })
}
