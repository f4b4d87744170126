import { isErrorCode, refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient, readWalletKey } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

const minedWithinSeconds = 60

/** Has the wallet funded on a development chain and waits until it is. Throws `chain.not_development`, `account.faucet_used` and the relay's code. */
export async function askFaucet(options: CommonOptions): Promise<void> {
  const client = openClient(options)
  const account = readWalletKey(options).address.toLowerCase()
  const { relayId } = await client.requestFaucet({ account })
  const { state, code, txHash } = await client.waitForRelay({ relayId, timeoutSeconds: minedWithinSeconds })
  if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: relayId })
  printResult({ json: options.json, value: { account, relayId, txHash }, text: `${account} has test money now.` })
}
