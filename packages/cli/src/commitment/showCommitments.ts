import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { table, utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { ptText } from '../wallet/moneyTexts.ts'

/** Options of `infinitio commitment list`. */
export type CommitmentListOptions = CommonOptions & { readonly account?: string; readonly limit: string; readonly cursor?: string }

const secondsPerHour = 3_600n
const wholePt = 10n ** 18n
const ptOf = (units: string) => ptText(BigInt(units))
const hoursText = (gpuSeconds: number) => formatPt((BigInt(gpuSeconds) * wholePt) / secondsPerHour, { digits: 2 })

/** Prints commitments, newest first. Throws `api.invalid_field`. */
export async function listCommitments({ account, limit, cursor, ...options }: CommitmentListOptions): Promise<void> {
  const query = {
    ...(account === undefined ? {} : { account: keyAddress(account) }),
    ...(cursor === undefined ? {} : { cursor }),
    limit: Number(limit),
  }
  const page = await openClient(options).listCommitments(query)
  const rows = page.items.map((one) => [
    ...[`${one.id}`, one.state, `${one.classId}`, utcText(one.from), utcText(one.until), hoursText(one.gpuSeconds)],
    ...[one.delivered === null ? '' : hoursText(one.delivered), ptOf(one.bond), one.provider],
  ])
  const heading = ['no', 'state', 'class', 'from', 'until', 'GPU-hours', 'delivered', 'bond', 'provider']
  const text = rows.length === 0 ? 'No commitments.' : table([heading, ...rows], { right: [0, 2, 5, 6, 7] })
  const owed = page.owed === null ? '' : `\n${ptOf(page.owed)} can be withdrawn.`
  printResult({ json: options.json, value: page, text: `${text}${owed}` })
}

/** Prints one commitment. Throws `api.not_found`. */
export async function showCommitment(id: string, options: CommonOptions): Promise<void> {
  const one = await openClient(options).getCommitment(id)
  const rows: [string, string][] = [
    ['Commitment', `${one.id}`],
    ['State', one.state],
    ['Provider', one.provider],
    ...(one.promisedTo === null ? [] : [['Promised to', one.promisedTo] as [string, string]]),
    ['Promised', `${hoursText(one.gpuSeconds)} GPU-hours of class ${one.classId}`],
    ['Window', `${utcText(one.from)} to ${utcText(one.until)}`],
    ['At most', `${ptText(BigInt(one.pricePerGpuSecond) * secondsPerHour)} a GPU-hour`],
    ['Value', ptOf(one.value)],
    ['Bond', ptOf(one.bond)],
    ['Delivered', one.delivered === null ? 'not measured yet' : `${hoursText(one.delivered)} GPU-hours (${one.delivered} GPU-seconds)`],
    ...(one.settleableAt === null ? [] : [['Shared out from', utcText(one.settleableAt)] as [string, string]]),
    ...(one.slashed === null
      ? []
      : [['Taken of the bond', `${ptOf(one.slashed)}, ${ptOf(one.compensated ?? '0')} of it to the account it was promised to`] as [string, string]]),
    ...one.steps.map(({ kind, gpuSeconds, amount, txHash }): [string, string] => {
      const parts = [gpuSeconds === null ? '' : `${gpuSeconds} GPU-seconds`, amount === null ? '' : ptOf(amount), txHash]
      return [kind, parts.filter((part) => part !== '').join(' ')]
    }),
  ]
  printResult({ json: options.json, value: one, text: table(rows, { right: [] }) })
}
