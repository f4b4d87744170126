import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { MakeCommitmentOptions } from './commitmentActs.ts'
import { type CommitmentListOptions, listCommitments, showCommitment } from './showCommitments.ts'

/** Adds `commitment`: GPU time that providers promise ahead, with a bond. Chain code is loaded where it is needed. */
export function addCommitment(root: Command, { withCommon, run }: Program): void {
  const commitment = root.command('commitment').description('GPU time promised ahead with a bond: make, list, verify, settle, withdraw')
  const acts = () => import('./commitmentActs.ts')
  const withRpc = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "chain node to ask; the market's own when left out").env('INFINITIO_RPC'))
  const asking = (command: Command) => withRpc(command).option('--yes', 'do not ask', false)
  withCommon(commitment.command('list').description('commitments, newest first'))
    .option('--account <address>', 'only what it promised or was promised, and what it is owed')
    .option('--limit <count>', 'most of them, 1 to 25', '25')
    .option('--cursor <number>', 'those before this one')
    .action((options: CommitmentListOptions) => run(options, () => listCommitments(options)))
  withCommon(commitment.command('show <number>').description('one commitment: what was promised, delivered and paid, each step')).action(
    (id: string, options: CommonOptions) => run(options, () => showCommitment(id, options)),
  )
  asking(commitment.command('make').description('promise GPU time of a class within a window, with a bond of your wallet'))
    .requiredOption('--gpu, --class <name>', 'GPU by words of its name, as h100, or its class id')
    .requiredOption('--from <time>', 'when the window begins, in 1 hour to 90 days: 2027-01-31T12:00Z')
    .requiredOption('--until <time>', 'when it ends, 1 hour to 28 days later')
    .requiredOption('--gpu-hours <hours>', 'GPU time that you will have leased out, or open to be leased, within it')
    .requiredOption('--max-price <pt>', 'PT per GPU-hour that you will ask at most, up to 4 times the reference price')
    .option('--to <address>', 'account you promise it to; it gets a tenth of what a default costs')
    .option('--bond <pt>', 'your bond; the least when left out: a fifth of the value, and 10 PT')
    .action((options: MakeCommitmentOptions) => run(options, async () => (await acts()).makeCommitment(options)))
  withRpc(commitment.command('verify <number>'))
    .description('measure by the public journal what was delivered, and compare with what was recorded')
    .action((id: string, options: CommonOptions & { rpc?: string }) =>
      run(options, async () => (await import('./verifyCommitment.ts')).verifyCommitment(id, options)),
    )
  asking(commitment.command('settle <number>').description('share its bond out, when that is due; anybody may')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).settleCommitment(id, options)),
  )
  asking(commitment.command('withdraw').description('pay your wallet what bonds and compensation owe it')).action((options: MoneyOptions) =>
    run(options, async () => (await acts()).withdrawOwed(options)),
  )
}
