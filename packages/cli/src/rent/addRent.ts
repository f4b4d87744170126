import { refusal } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { withRentFilters } from '../search/searchQueryOf.ts'
import { secretOption, secretsFileOption } from '../secrets/readSecrets.ts'
import { commandOption, imageOption, portOption, templateOption } from '../workload/workloadOf.ts'
import { rent, type RentOptions } from './rent.ts'

const examples = `
Examples:
  infinitio rent "Northlight 6"                            this machine, until you end the lease
  infinitio rent --gpu h100 --hours 4 --max 2.10 -- python train.py
                                                           the cheapest, only for this command
  infinitio rent --gpu 4090 --upload data --copy-from out -- './prepare && ./train > out/log'
                                                           one argument runs as a shell line`

/** Adds `rent`, which books a given node or the cheapest that fits, and runs a command on it. */
export function addRent(root: Command, { withCommon, run }: Program): void {
  const command = root
    .command('rent [machine] [command...]')
    .description('rent a machine, or the cheapest that fits; with a command, run it there and then end the lease')
  withRentFilters(withCommon(command).usage('[options] [machine] [-- command...]'))
    .option('--gpus <count>', 'number of GPUs', '1')
    .option('--hours <hours>', 'hours to rent; you can end the lease earlier', '1')
    .option('--for <time>', 'how long you expect to use the machine: 60s, 5min, 2h; chooses the one that costs least for that time, with its notice')
    .option('--simulated', 'also choose among simulated machines', false)
    .option('--upload <path>', "local file or folder to copy to the lease's home first; repeat for more", again)
    .option('--copy-from <path>', "path in the lease's home to copy back after the command; repeat for more", again)
    .option('--copy-to <folder>', 'local folder for these copies (default: the current folder)')
    .option('--keep', 'do not end the lease after the command', false)
    .option('--keep-on-failure', 'do not end the lease if the command, the connection or the copying failed', false)
    .option('-i, --identity <file>', 'private key file (default: the file beside --ssh-key, or your keys in ~/.ssh)')
    .option('--ssh-key <file>', 'public key file (default: from ~/.ssh; without one, the command makes a key)')
    .option('--script <file>', 'script that runs on the machine')
    .addOption(templateOption())
    .addOption(imageOption())
    .addOption(commandOption())
    .addOption(portOption())
    .addOption(secretOption())
    .addOption(secretsFileOption())
    .addOption(new Option('--name <name>', 'name of the lease'))
    .option('--from-snapshot <id>', 'start with the files of a snapshot')
    .option('--auto-extend-to <pt>', 'turn on auto-extend up to this many PT in total, including the rented hours')
    .option('--auto-extend-step <minutes>', 'length of one extension in minutes, at most 60', '60')
    .option('--hold <id>', 'rent the machine of this hold, at its price')
    .option('--no-wait', 'return when the lease is on the chain, before the machine is ready')
    .addHelpText('after', examples)
    .action((node: string | undefined, rest: string[], options: RentOptions) =>
      run(options, async () => {
        const operands = node === undefined ? rest : [node, ...rest]
        const { node: named, words } = wordsAfterDashes(process.argv.slice(2), operands)
        return rent(named, words, options)
      }),
    )
}

function again(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text]
}

/**
 * Returns the node and the command of `rent [node] -- command`. The parser removes the `--` from the operands. So this function looks for `--` in `typed` (the
 * words as the user typed them) and counts the words after it; as many operands at the end are the command. Throws `api.invalid_field` for a command without
 * `--`, because its first word could be a node. Pure.
 */
export function wordsAfterDashes(typed: readonly string[], operands: readonly string[]): { node: string | undefined; words: string[] } {
  const at = typed.indexOf('--')
  const count = at === -1 ? 0 : typed.length - at - 1
  const [node, ...more] = operands.slice(0, operands.length - count)
  if (more.length > 0) throw refusal('api.invalid_field', { detail: `${more.join(' ')}: put -- before the command` })
  return { node, words: operands.slice(operands.length - count) }
}
