import { deriveSecretsSalt, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { readSecrets, secretOption, type SecretOptions, secretsFileOption } from './readSecrets.ts'

/** Adds `secrets`, which sends the secrets of a lease to its machine. */
export function addSecrets(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('secrets <lease>').description('send the secrets of a lease that waits for them, encrypted for its machine'))
    .addOption(secretOption())
    .addOption(secretsFileOption())
    .action((lease: string, options: SecretsOptions) => run(options, () => secrets(lease, options)))
}

/** Options of `infinitio secrets`. */
type SecretsOptions = CommonOptions & SecretOptions

/**
 * Encrypts the secrets of a lease here and sends them, for the first time or again. Only its machine can decrypt
 * them. Throws `lease.no_secrets`, `lease.not_holder`, and `lease.secrets_differ` before sending if they differ from
 * the signed ones.
 */
async function secrets(leaseId: string, options: SecretsOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const { workload, terms } = await client.getLease(leaseId)
  if (workload === null) throw refusal('lease.not_holder', { detail: leaseId })
  if (workload.secrets === undefined) throw refusal('lease.no_secrets', { detail: leaseId })
  const { names } = workload.secrets
  const values = await readSecrets(options, { names, environment: workload.environment })
  const salt = await deriveSecretsSalt(wallet, { workloadSalt: workload.salt })
  await client.handInSecrets({ workload, workloadHash: terms.workloadHash, nodeId: terms.node, secrets: { salt, values } })
  printResult({
    json: options.json,
    value: { leaseId, names, state: 'sealed' },
    text: `Sent, encrypted: ${names.join(', ')}. New sessions get them in a moment.`,
  })
}
