import type { OrderWire } from '@infinitio/domain/wire'
import { handInSecrets } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { SecretWorkload } from '#web/features/secrets/secretWorkload.ts'

/** Submits an order's secrets to each matched machine. The lease page submits them for later matches, or asks for them. */
export async function sendSecretsToMatches({ matches }: OrderWire, { secrets, ...named }: SecretWorkload): Promise<void> {
  if (secrets === null) return
  for (const nodeId of new Set(matches.map(({ node }) => node))) await handInSecrets(browserApi, { ...named, nodeId, secrets })
}
