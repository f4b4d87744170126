import { refusal } from '@infinitio/sdk'
import { verifyRange } from '@infinitio/sdk/journal'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { facts } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { progressLine } from '../terminal/print.ts'
import { counted } from './checkJournal.ts'

/** Options of `infinitio journal part`. Without `rpc`, the market's RPC endpoint is used. */
export type PartOptions = Pick<CommonOptions, 'url' | 'json'> & { readonly from: string; readonly to: string; readonly rpc?: string }

/** Checks a range of rows of the market's journal. Throws `journal.disagrees`, and `api.invalid_field` for an invalid range. */
export async function checkPart(options: PartOptions): Promise<void> {
  const [from, to] = [rowOf(options.from, '--from'), rowOf(options.to, '--to')]
  if (to < from) throw refusal('api.invalid_field', { detail: '--to is before --from' })
  const progress = progressLine()
  const result = await verifyRange(
    { from, to },
    {
      api: openClient(options).transport,
      rpcUrl: options.rpc ?? new URL('/api/v1/rpc', options.url).href,
      onProgress: (at) => progress.show(at.phase === 'chain' ? 'Looking for roots on the chain …' : `Checking the journal: row ${at.seq} …`),
    },
  ).finally(progress.done)
  const { findings, ...known } = result
  const found = findings.map(({ kind, seq, detail }) => `  ${kind}: ${seq === null ? '' : `row ${seq} `}${detail}`)
  const verdict = result.findingCount === 0 ? 'Everything agrees.' : `${counted(result.findingCount, 'thing')} did not agree:`
  printResult({ json: options.json, value: { agrees: result.findingCount === 0, ...result }, text: [facts(known), verdict, ...found].join('\n') })
  if (result.findingCount > 0) throw refusal('journal.disagrees', { detail: counted(result.findingCount, 'thing') })
}

function rowOf(text: string, option: string): bigint {
  if (!/^[1-9]\d{0,17}$/.test(text)) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return BigInt(text)
}
