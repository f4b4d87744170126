import type { Json } from '../json/chosenFields.ts'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { runAgentProgram } from '../provide/runAgentProgram.ts'
import type { RecheckOptions } from './checkProof.ts'

type ProveOptions = { out: string; on: string; size?: string; class?: string; json: Json }

/**
 * Adds `proofs`: shows the proofs of a machine, makes a GPU proof on the processor or GPU of this computer, and checks a proof. A proof in a file is checked
 * without the market; a proof that is named by its hash is fetched from the market.
 */
export function addProofs(root: Command, { withCommon, run }: Program): void {
  const proofs = root
    .command('proofs')
    .description('proofs of memory and speed, and the measured network: those of a machine, or make and check a proof')
  proofs
    .command('prove')
    .description('prove on the processor or a GPU of this machine at the lowest priority, and write the proof to a new file')
    .requiredOption('--out <file>', 'new file')
    .addOption(new Option('--on <device>', 'device that makes the proof').choices(['processor', 'gpu']).default('processor'))
    .addOption(
      new Option('--size <size>', 'class: 90 % of a GPU; machine: 1,024 rows; simulated: 64 rows').choices(['class', 'machine', 'simulated']),
    )
    .option('--class <name>', 'class of the GPU (default: from the driver)')
    .option('--json', 'print JSON', false)
    .action((options: ProveOptions) => run(options, () => runAgentProgram(wordsOf(options), 'prove')))
  withCommon(proofs.command('show <machine>').description('show what a machine claims, and its proofs in the newest 50 slots')).action(
    (node: string, options: CommonOptions) => run(options, async () => (await import('./showProofs.ts')).showProofs(node, options)),
  )
  withCommon(proofs.command('recheck <machine>').description('recompute the opened rows of a machine that the market stores for 7 days'))
    .option('--slot <block>', 'block of the slot (default: the newest with opened rows)')
    .action((node: string, options: RecheckOptions) => run(options, async () => (await import('./checkProof.ts')).recheckProof(node, options)))
  withCommon(
    proofs.command('network <machine>').description('show the network that a machine claims, and what validators measured in the last 24 hours'),
  ).action((node: string, options: CommonOptions) => run(options, async () => (await import('./showNetwork.ts')).showNetwork(node, options)))
  withCommon(
    proofs.command('check <file>').description('recompute every opened row of a proof: from a file, or from a public artefact by its SHA-256'),
  ).action((file: string, options: CommonOptions) => run(options, async () => (await import('./checkProof.ts')).checkProofFile(file, options)))
}

/** Converts the options to words for the agent's program, which has the same options. */
function wordsOf({ json, ...values }: ProveOptions): string[] {
  const words = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
  return json ? [...words, '--json'] : words
}
