import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { secretOption, secretsFileOption } from './readSecrets.ts'
import { secrets, type SecretsOptions } from './secrets.ts'

/** Adds `secrets`, which sends the secrets of a lease to its machine. */
export function addSecrets(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('secrets <lease>').description('hand in the secrets of a lease that waits for them, sealed to its machine'))
    .addOption(secretOption())
    .addOption(secretsFileOption())
    .action((lease: string, options: SecretsOptions) => run(options, () => secrets(lease, options)))
}
