import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { carryMessage } from '../context/carryMessage.ts'
import { keyAddress } from './keyAddress.ts'

/** Takes a session key's rights back and waits until the chain has it. Throws the relay's code. */
export async function revokeKey(address: string, options: CommonOptions): Promise<void> {
  const key = keyAddress(address)
  const { client, wallet } = await signInClient(options)
  const { relayId } = await carryMessage(client, wallet, (nonce) => ({ kind: 'revoke', key, nonce }))
  printResult({ json: options.json, value: { relayId, key }, text: `${key} may do nothing any more.` })
}
