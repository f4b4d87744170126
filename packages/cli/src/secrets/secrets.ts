import { deriveSecretsSalt, refusal } from '@infinitio/sdk'
import { readSecrets, type SecretOptions } from './readSecrets.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio secrets` takes. */
export type SecretsOptions = CommonOptions & SecretOptions

/**
 * Hands in the secrets of a lease that waits for them, or hands them in again: sealed here, opened by its machine alone. Throws `lease.no_secrets`,
 * `lease.not_holder`, and `lease.secrets_differ` before anything is sent when they are not those that were signed.
 */
export async function secrets(leaseId: string, options: SecretsOptions): Promise<void> {
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
    text: `Handed in, sealed: ${names.join(', ')}. New sessions have them in a moment.`,
  })
}
