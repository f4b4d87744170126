import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { resolveLease } from '../names/resolveLease.ts'
import { printResult } from '../terminal/print.ts'
import { table, utcText } from '../terminal/texts.ts'
import { sentencePt } from '../terminal/columnPt.ts'

/** Prints a closed lease as validators attest it, and whether its holder can file a dispute. Throws `lease.unknown` and `lease.not_closed`. */
export async function showClosedLease(lease: string, options: CommonOptions): Promise<void> {
  const leaseId = await resolveLease(lease, () => signInClient(options))
  const closed = await openClient(options).getClosedLease(leaseId)
  printResult({ json: options.json, value: closed, text: table(closedRows(closed), { right: [] }) })
}

type Closed = Awaited<ReturnType<ReturnType<typeof openClient>['getClosedLease']>>

/** Returns table rows (name and value), one for each fact about a closed lease. */
export function closedRows({ statement, openUntil, dispute, mostClaim, attested, attestableFrom, now }: Closed): [string, string][] {
  const pt = (units: string) => `${sentencePt(units)} PT`
  const utc = (time: number) => `${utcText(time)} UTC`
  const canFile = () => {
    if (dispute !== null) return `no, dispute ${dispute} is about it`
    if (now >= openUntil) return 'no, seven days are over'
    return attested === null ? `not yet: validators attest it after ${utc(attestableFrom)}` : 'yes, its holder'
  }
  return [
    ['Lease', statement.leaseId],
    ['Holder', statement.holder],
    ['Provider', statement.provider],
    ['Closed', utc(statement.closedAt)],
    ['File until', utc(openUntil)],
    ['Largest claim', pt(mostClaim)],
    ['Bond', 'a tenth of the claim, at least 25 PT; lost with the dispute'],
    ['Can file', canFile()],
  ]
}
