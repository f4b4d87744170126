import type { Json } from '../json/chosenFields.ts'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import type { CheckOptions, JournalSnapshotOptions } from './checkJournal.ts'
import type { PartOptions } from './checkPart.ts'

/**
 * Adds `journal verify|part|snapshot|head`, which check the market's public journal of all commands and events. Loads the code for replay and chain reads on
 * demand.
 */
export function addJournal(root: Command, { run }: Pick<Program, 'run'>): void {
  const journal = root.command('journal').description('check that no match was invented, changed or lost')
  withChecking(journal.command('verify').description('replay the journal, and compare it with its signatures and with the chain')).action(
    (options: CheckOptions) => run(options, async () => (await import('./checkJournal.ts')).journalVerify(options)),
  )
  withMarket(journal.command('part').description('check the part of the journal between two rows, both included'))
    .requiredOption('--from <row>', 'first row')
    .requiredOption('--to <row>', 'last row, at most the newest signed row')
    .addOption(new Option('--rpc <url>', 'RPC of the chain to compare with').env('INFINITIO_RPC'))
    .action((options: PartOptions) => run(options, async () => (await import('./checkPart.ts')).checkPart(options)))
  withChecking(
    journal.command('snapshot').description('verify the journal, and write the order book at its end to a file that a later check can start from'),
  )
    .requiredOption('--out <file>', 'new file')
    .action((options: JournalSnapshotOptions) => run(options, async () => (await import('./checkJournal.ts')).journalSnapshot(options)))
  withMarket(journal.command('head').description('print the newest signed row, so that you can save it for a later check')).action(
    (options: { url: string; json: Json }) => run(options, () => journalHead(options)),
  )
}

function withChecking(command: Command): Command {
  return withMarket(command)
    .addOption(new Option('--rpc <url>', 'RPC of the chain to compare with').env('INFINITIO_RPC'))
    .addOption(new Option('--directory <address>', 'address of the Directory (default: from the market)').env('INFINITIO_DIRECTORY'))
    .option('--from-block <number>', 'first block to search for anchors', '0')
    .option('--from-snapshot <file>', 'start from a snapshot instead of the first row')
    .option('--head <file>', 'a signed row that you saved earlier; the journal must contain it')
}

function withMarket(command: Command): Command {
  return command
    .addOption(new Option('--url <url>', 'address of the market').env('INFINITIO_URL').default('http://localhost:3000'))
    .option('--json', 'print JSON', false)
}

/** Prints the signed head (last row) of the journal. Save it to verify later that the journal was not changed. */
async function journalHead(options: Pick<CommonOptions, 'url' | 'json'>): Promise<void> {
  const head = await openClient(options).getJournalHead()
  const text = `row ${head.seq}, generation ${head.generation}\n  hash       ${head.hash}\n  signed by  ${head.signer}\n  signature  ${head.signature}`
  printResult({ json: options.json, value: head, text })
}
