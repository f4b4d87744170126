import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import type { ListOptions } from './showProposals.ts'

const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()
const dayText = (unixSeconds: number) => timeText(unixSeconds).slice(0, 10)
const percent = (share: string) => `${Number((BigInt(share) * 1_000n) / 10n ** 18n) / 10} %`

/** Prints proofs of green energy with the state of their audits, newest first. */
export async function showCarbon({ limit, cursor, ...options }: ListOptions): Promise<void> {
  const page = await openClient(options).listCarbon({ limit: Number(limit), ...(cursor === undefined ? {} : { cursor }) })
  const rows = page.items.map(({ id, state, source, coverage, from, until, bond, panel, provider }) => [
    ...[`${id}`, state, source, percent(coverage), `${dayText(from)} to ${dayText(until)}`],
    ...[`${panel.accepts} yes, ${panel.rejects} no of ${panel.size}`, `${formatPt(BigInt(bond), { digits: 2 })} G`, provider],
  ])
  const head = ['no', 'state', 'source', 'covers', 'period', 'auditors', 'bond', 'provider']
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No proofs.' : table([head, ...rows], { right: [0, 3, 6] }) })
}

/** Prints one proof with its selected auditors, their answers and their reasons. Throws `api.not_found`. */
export async function showProof(id: string, options: CommonOptions): Promise<void> {
  const proof = await openClient(options).getCarbon(id)
  const { panel } = proof
  const rows: [string, string][] = [
    ['Proof', `${proof.id}, ${plain(proof.source)}`],
    ['State', proof.state],
    ['Provider', proof.provider],
    ['Covers', `${percent(proof.coverage)} of ${proof.nodes.join(', ')}`],
    ['Period', `${dayText(proof.from)} to ${dayText(proof.until)}`],
    ['Certificate', proof.certificateHash ?? 'not shown yet'],
    ['Meter data', proof.meterHash],
    ['Bond held', `${formatPt(BigInt(proof.bond), { digits: 2 })} G`],
    ['Panel', `${panel.id}, ${panel.number} of ${proof.limits.mostPanels}: ${panel.auditors.join(', ') || 'not drawn yet'}`],
    ...proof.steps.map(({ kind, at, account, members, accepts, text }): [string, string] => [
      kind,
      plain(
        [timeText(at), account ?? '', members.join(', '), accepts === null ? '' : accepts ? 'accepts' : 'rejects', text]
          .filter((part) => part !== '')
          .join(' '),
      ),
    ]),
  ]
  printResult({ json: options.json, value: proof, text: table(rows, { right: [] }) })
}
