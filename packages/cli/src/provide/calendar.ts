import type { Client } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { utcText } from '../terminal/utcText.ts'

/** What `infinitio calendar` takes. */
export type CalendarOptions = CommonOptions & { readonly days: string }

type Calendar = Awaited<ReturnType<Client['getFleetCalendar']>>

const daySeconds = 86_400

/** Prints how many GPU-hours of each day of own nodes are leased, held, not offered and free, all nodes together; with `--json` node by node. */
export async function calendar(options: CalendarOptions): Promise<void> {
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
  const text = `${table([['day, UTC', 'leased', 'held', 'not offered', 'free'], ...rows], { right: [1, 2, 3, 4] })}\nGPU-hours of ${nodes.length} nodes.`
  printResult({ json: options.json, value: { from: first?.from ?? 0, days: first?.days ?? 0, nodes }, text: nodes.length === 0 ? 'No nodes.' : text })
}

async function pagesOf(client: Client): Promise<Calendar[]> {
  const pages: Calendar[] = []
  let after: string | null = null
  do {
    const page: Calendar = await client.getFleetCalendar(after === null ? {} : { after })
    pages.push(page)
    after = page.next
  } while (after !== null)
  return pages
}
