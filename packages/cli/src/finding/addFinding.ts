import { Argument, type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { CheckEvidenceOptions, WriteEvidenceOptions } from './evidenceActs.ts'
import type { AnswerFindingOptions, FileFindingOptions } from './findingActs.ts'
import type { ListFindingsOptions } from './showFindings.ts'

/**
 * Adds `finding`: accusations against AI services, which a randomly selected panel judges. Reads the contract through the chain node. Loads chain code on
 * demand.
 */
export function addFinding(root: Command, { withCommon, run }: Program): void {
  const finding = root.command('finding').description('findings against AI services: accuse one by its receipts, judge, end')
  const acts = () => import('./findingActs.ts')
  const shows = () => import('./showFindings.ts')
  const onChain = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
  const asking = (command: Command) => onChain(command).option('--yes', 'do not ask for confirmation', false)
  onChain(finding.command('list').description('findings, newest first, with the next step'))
    .option('--service <id>', 'only findings against this service')
    .option('--member <account>', 'only findings with this account on the panel')
    .option('--limit <count>', 'rows, 1 to 25', '25')
    .action((options: ListFindingsOptions) => run(options, async () => (await shows()).listFindings(options)))
  onChain(finding.command('show <number>').description('show one finding: service, act, panel, answers, next step')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await shows()).showFinding(id, options)),
  )
  addEvidence(finding, { onChain, run })
  asking(
    finding
      .command('file <channel>')
      .addArgument(
        new Argument('<act>', 'claim: settled above your newest receipt; receipts: two receipts share a number').choices(['claim', 'receipts']),
      ),
  )
    .description('accuse the service of a channel, with a bond of 50 PT; you lose it if the panel says innocent, and 10 PT without a majority')
    .requiredOption('--number <value>', 'the settled claim in PT, or the number that two receipts share')
    .requiredOption('--file <file...>', 'receipts and vouchers, 1 to 16 files; only hashes leave this computer')
    .option('--loss <PT>', 'lost by the payer through this act', '0')
    .option('--serial <number>', 'serial of the channel in which it happened (default: the current one)')
    .action((id: string, act: 'claim' | 'receipts', options: FileFindingOptions) =>
      run(options, async () => (await acts()).fileFinding(id, { ...options, act })),
    )
  asking(finding.command('answer <number>').addArgument(new Argument('<verdict>').choices(['guilty', 'innocent'])))
    .description('answer as a selected member; both answers pay the same')
    .option('--reason <text>', 'the reason, at most 280 bytes, public', '')
    .action((id: string, verdict: 'guilty' | 'innocent', options: AnswerFindingOptions) =>
      run(options, async () => (await acts()).answerFinding(id, { ...options, verdict })),
    )
  asking(finding.command('advance <number>').description('do the next due step: select the panel, decide or lapse; anyone can')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).advanceFinding(id, options)),
  )
  asking(finding.command('grant <PT>').description('add to the grant that pays panels when the accuser was right')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await acts()).payGrant(amount, options)),
  )
}

type Adding = { readonly onChain: (command: Command) => Command; readonly run: Program['run'] }

/** Adds the commands that write and check a file of evidence. */
function addEvidence(finding: Command, { onChain, run }: Adding): void {
  const evidence = () => import('./evidenceActs.ts')
  onChain(finding.command('evidence <channel>'))
    .description('write the vouchers and receipts of a channel that this computer kept into one file, and show what they prove')
    .requiredOption('--out <file>', 'new file')
    .option('--from <file...>', 'files such as receipts.log, or the download of the page /usage (default: the folders of proxy and router)')
    .option('--serial <number>', 'serial of the channel in which it happened (default: the current one)')
    .action((id: string, options: WriteEvidenceOptions) => run(options, async () => (await evidence()).writeEvidenceFile(id, options)))
  onChain(finding.command('check <file>'))
    .description('check a file of "finding evidence", and show in plain English what its receipts prove')
    .option('--finding <number>', 'compare it with this finding')
    .option('--claim <PT>', 'a settled claim (default: that of the finding, else what the channel settled)')
    .action((file: string, options: CheckEvidenceOptions) => run(options, async () => (await evidence()).checkEvidenceFile(file, options)))
}
