import type { OrderWire } from '@infinitio/domain/wire'
import { handInSecrets } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { SecretWorkload } from '#web/features/secrets/secretWorkload.ts'

/** Hands an order's secrets in to each machine that it has met. For those it meets later the page of the lease does, or asks. */
export async function sendSecretsToMatches({ matches }: OrderWire, { secrets, ...named }: SecretWorkload): Promise<void> {
  if (secrets === null) return
  for (const nodeId of new Set(matches.map(({ node }) => node))) await handInSecrets(browserApi, { ...named, nodeId, secrets })
}
