import { deriveSecretsSalt, type Secrets, withSecrets } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { workloadOf } from '../workload/workloadOf.ts'
import { readSecrets, type SecretOptions } from './readSecrets.ts'

type Named = ReturnType<typeof workloadOf>

/** A workload that commits to the secrets that the options name, with what to hand in; as it was when they name none. The wallet's key makes the salt. */
export async function secretWorkload(
  named: Named,
  { options, wallet }: { options: SecretOptions; wallet: PrivateKeyAccount },
): Promise<Named & { secrets: Secrets | null }> {
  const values = await readSecrets(options, { environment: named.workload.environment })
  if (Object.keys(values).length === 0) return { ...named, secrets: null }
  const secrets = { salt: await deriveSecretsSalt(wallet, { workloadSalt: named.workload.salt }), values }
  return { ...withSecrets(named.workload, secrets), secrets }
}
