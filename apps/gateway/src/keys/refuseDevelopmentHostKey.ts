import { existsSync } from 'node:fs'
import { errorTable } from '@infinitio/domain'
import { readKeyFile, refuseDevelopmentKeys } from '@infinitio/process'
import type { GatewayEnv } from '../settings/env.ts'

const refusal = `chain.development_key: ${errorTable['chain.development_key'].sentence}`

/**
 * Throws EnvironmentError when the host key is a development key but the chain is not a development chain. Calls `onRefused` if that becomes known only later.
 * If the key file is missing, there is nothing to check, because the gateway then creates a new key.
 */
export async function refuseDevelopmentHostKey(env: GatewayEnv, onRefused: (error: Error) => void): Promise<void> {
  if (!existsSync(env.HOST_KEY_FILE)) return
  await refuseDevelopmentKeys({ keys: { HOST_KEY_FILE: readKeyFile(env.HOST_KEY_FILE) }, rpcUrl: env.RPC_URL, refusal }, onRefused)
}
