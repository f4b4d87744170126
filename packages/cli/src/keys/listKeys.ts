import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

/** Lists the wallet's session keys with what each may spend and has spent. */
export async function listKeys(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { items } = await client.listSessionKeys()
  const pt = (units: string) => formatPt(BigInt(units), { digits: 9 })
  const rows = items.map(({ key, state, spent, total, dayCap, promised, free, expiry, final }) => {
    const until = new Date(expiry * 1_000).toISOString().slice(0, 16)
    return [key, `${state}${final ? '' : ' (pending)'}`, pt(spent), pt(total), pt(dayCap), pt(promised), pt(free), until]
  })
  const head = ['KEY', 'STATE', 'SPENT', 'OF', 'A DAY', 'PROMISED', 'FREE', 'UNTIL (UTC)']
  printResult({ json: options.json, value: items, text: table([head, ...rows], { right: [2, 3, 4, 5, 6] }) })
}
