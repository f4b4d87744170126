import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { runAgentProgram } from '../provide/runAgentProgram.ts'

/** Adds `proofs`: makes a GPU proof on this machine's processor, and checks a proof from a file. A check asks the market only for a proof that it names by its hash. */
export function addProofs(root: Command, { withCommon, run }: Program): void {
  const proofs = root.command('proofs').description('proofs of memory and speed: make one on this processor, or check one from a file')
  proofs
    .command('prove')
    .description('prove on the processor of this machine at the lowest priority, and write the proof to a new file')
    .requiredOption('--out <file>', 'new file')
    .addOption(new Option('--size <size>', 'machine: 1,024 rows; simulated: 64 rows').choices(['machine', 'simulated']).default('machine'))
    .option('--json', 'print JSON', false)
    .action((options: { out: string; size: string; json: boolean }) =>
      run(options, () => runAgentProgram(['--out', options.out, '--size', options.size, ...(options.json ? ['--json'] : [])], 'prove')),
    )
  withCommon(
    proofs.command('check <file>').description('recompute every opened row of a proof: from a file, or from a public artefact by its SHA-256'),
  ).action((file: string, options: CommonOptions) => run(options, async () => (await import('./checkProofFile.ts')).checkProofFile(file, options)))
}
