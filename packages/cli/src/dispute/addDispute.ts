import { Argument, type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { AnswerOptions, FileDisputeOptions, JurorVote } from './disputeActs.ts'

/**
 * Adds `dispute`: disputes about bonds, which jurors decide. Reads the contract through the chain node. Loads chain code
 * on demand.
 */
export function addDispute(root: Command, { withCommon, run }: Program): void {
  const dispute = root.command('dispute').description('disputes about bonds: file, answer, vote as a juror, appeal')
  const acts = () => import('./disputeActs.ts')
  const shows = () => import('./showDisputes.ts')
  const onChain = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
  const asking = (command: Command) => onChain(command).option('--yes', 'do not ask for confirmation', false)
  onChain(dispute.command('list').description('disputes, newest first, with the next step'))
    .option('--limit <count>', 'rows, 1 to 25', '25')
    .action((options: MoneyOptions & { readonly limit: string }) => run(options, async () => (await shows()).listDisputes(options)))
  onChain(dispute.command('show <number>').description('show one dispute: bonds, jury, votes, next step and deadline')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await shows()).showDispute(id, options)),
  )
  withCommon(dispute.command('lease <lease>').description('show whether you can file about a closed lease: until when, largest claim, bond')).action(
    (lease: string, options: CommonOptions) => run(options, async () => (await import('./showClosedLease.ts')).showClosedLease(lease, options)),
  )
  asking(dispute.command('file').description('file a dispute with a bond of a tenth of the claim, at least 25 PT'))
    .addOption(new Option('--slash <purpose>', 'the slash of your bond that waits').choices(['Provider', 'Validator']))
    .option('--lease <lease>', 'your closed lease, its number or name: your claim on the bond of its provider')
    .option('--statement <file>', 'instead of --lease: statement and proof of the lease as JSON, without asking the market')
    .option('--claim <PT>', 'with --lease or --statement: the amount, at most seven days of its pay')
    .action((options: FileDisputeOptions) => run(options, async () => (await acts()).fileDispute(options)))
  asking(dispute.command('answer <number>').description('submit evidence as a party, within 48 h; everybody can read the files'))
    .requiredOption('--file <file...>', 'files of up to 16 MiB, at most 16')
    .option('--no-upload', 'only hashes leave this computer: jurors cannot read the files, unless you store them before the vote')
    .action((id: string, options: AnswerOptions) => run(options, async () => (await acts()).answerDispute(id, options)))
  asking(
    dispute
      .command('commit <number>')
      .addArgument(new Argument('<vote>', 'opener wins, record stands, or unsure').choices(['opener', 'record', 'unsure'])),
  )
    .description('commit a hidden vote as a selected juror, within 48 h; repeat to change it')
    .action((id: string, vote: JurorVote, options: MoneyOptions) => run(options, async () => (await acts()).commitVote(id, vote, options)))
  for (const [name, description] of [
    ['reveal', 'reveal your committed vote in the last 24 h; a silent juror is fined'],
    ['appeal', 'appeal to fifteen jurors with three times the bond of the opener, within 72 h'],
    ['advance', 'do the next due step: request, select, count, execute or lapse; anyone can'],
  ] as const) {
    asking(dispute.command(`${name} <number>`).description(description)).action((id: string, options: MoneyOptions) =>
      run(options, async () => (await acts()).sendDisputeAct(name, { id, options })),
    )
  }
  asking(dispute.command('pay <number> [juror]').description('pay a juror of the majority (default: your wallet); anyone can')).action(
    (id: string, juror: string | undefined, options: MoneyOptions) => run(options, async () => (await acts()).payJuror(id, { juror, options })),
  )
}
