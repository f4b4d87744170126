import { errorTable } from '@infinitio/domain'
import { readKeyFile, refuseDevelopmentKeys } from '@infinitio/process'
import type { Environment } from './settings/environment.ts'

const refusal = `chain.development_key: ${errorTable['chain.development_key'].sentence}`

/**
 * Throws EnvironmentError when receipts would be signed by a key that was made for development, and the chain is no development chain;
 * `onRefused` is called when that shows only later. The key of this machine's provider has a guard of its own (`readProviderKey`).
 */
export async function refuseDevelopmentReceiptKey(env: Environment, onRefused: (error: Error) => void): Promise<void> {
  await refuseDevelopmentKeys({ keys: { RECEIPT_KEY_FILE: readKeyFile(env.RECEIPT_KEY_FILE) }, rpcUrl: env.RPC_URL, refusal }, onRefused)
}
