import { existsSync } from 'node:fs'
import { errorTable } from '@infinitio/domain'
import { readKeyFile, refuseDevelopmentKeys } from '@infinitio/process'
import type { GatewayEnv } from '../settings/env.ts'

const refusal = `chain.development_key: ${errorTable['chain.development_key'].sentence}`

/**
 * Throws EnvironmentError if the host key is a published development key but the chain is not a development chain. If the chain does not answer yet, checks
 * this later and then calls `onRefused` instead. A missing key file is fine, because the gateway then creates a new key.
 */
export async function refuseDevelopmentHostKey(env: GatewayEnv, onRefused: (error: Error) => void): Promise<void> {
  if (!existsSync(env.HOST_KEY_FILE)) return
  await refuseDevelopmentKeys({ keys: { HOST_KEY_FILE: readKeyFile(env.HOST_KEY_FILE) }, rpcUrl: env.RPC_URL, refusal }, onRefused)
}
