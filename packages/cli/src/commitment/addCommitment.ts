import { formatPt } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { table, utcText } from '../terminal/texts.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { type MoneyOptions, ptText } from '../wallet/moveMoney.ts'
import type { MakeCommitmentOptions } from './commitmentActs.ts'

/** Adds `commitment`: GPU time that providers promise in advance, secured by a bond. Loads chain code on demand. */
export function addCommitment(root: Command, { withCommon, run }: Program): void {
  const commitment = root.command('commitment').description('GPU time promised in advance with a bond: make, list, verify, settle, withdraw')
  const acts = () => import('./commitmentActs.ts')
  const withRpc = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
  const asking = (command: Command) => withRpc(command).option('--yes', 'do not ask for confirmation', false)
  withCommon(commitment.command('list').description('commitments, newest first'))
    .option('--account <address>', 'only commitments by or to this account, and its dues')
    .option('--limit <count>', 'rows, 1 to 25', '25')
    .option('--cursor <cursor>', 'next page: nextCursor of the last answer')
    .action((options: CommitmentListOptions) => run(options, () => listCommitments(options)))
  withCommon(commitment.command('show <number>').description('show one commitment: promise, delivery, payments and steps')).action(
    (id: string, options: CommonOptions) => run(options, () => showCommitment(id, options)),
  )
  asking(commitment.command('make').description('promise GPU time of a class within a window, with a bond of your wallet'))
    .requiredOption('--gpu, --class <name>', 'GPU by name, for example h100, or by class id')
    .requiredOption('--from <time>', 'when the window begins, in 1 hour to 90 days: 2027-01-31T12:00Z')
    .requiredOption('--until <time>', 'when it ends, 1 hour to 28 days later')
    .requiredOption('--gpu-hours <hours>', 'GPU time that you will lease out or keep open for rent in the window')
    .requiredOption('--max-price <pt>', 'your highest PT per GPU-hour, up to 4 times the reference price')
    .option('--to <address>', 'account that you promise the GPU time to; it gets a tenth of the penalty if you fail')
    .option('--bond <pt>', 'your bond (default: the minimum, a fifth of the value and at least 10 PT)')
    .action((options: MakeCommitmentOptions) => run(options, async () => (await acts()).makeCommitment(options)))
  withRpc(commitment.command('verify <number>'))
    .description('measure the delivery from the public journal and compare it with the record')
    .action((id: string, options: CommonOptions & { rpc?: string }) =>
      run(options, async () => (await import('./verifyCommitment.ts')).verifyCommitment(id, options)),
    )
  asking(commitment.command('settle <number>').description('pay out the bond of a commitment when it is due; anyone can')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).settleCommitment(id, options)),
  )
  asking(commitment.command('withdraw').description('pay your bonds and compensation to your wallet')).action((options: MoneyOptions) =>
    run(options, async () => (await acts()).withdrawOwed(options)),
  )
}

/** Options of `infinitio commitment list`. */
type CommitmentListOptions = CommonOptions & { readonly account?: string; readonly limit: string; readonly cursor?: string }

const secondsPerHour = 3_600n
const wholePt = 10n ** 18n
const ptOf = (units: string) => ptText(BigInt(units))
const hoursText = (gpuSeconds: number) => formatPt((BigInt(gpuSeconds) * wholePt) / secondsPerHour, { digits: 2 })

/** Prints commitments (providers' promises of GPU time), newest first. Throws `api.invalid_field`. */
async function listCommitments({ account, limit, cursor, ...options }: CommitmentListOptions): Promise<void> {
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

/** Prints one commitment (a provider's promise of GPU time). Throws `api.not_found`. */
async function showCommitment(id: string, options: CommonOptions): Promise<void> {
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
