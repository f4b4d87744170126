import { carryMessage } from '../context/carryMessage.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { readMandateFile } from './readMandateFile.ts'

/** Voids a mandate and every ask under it on the chain, and waits until the chain has it. Throws the relay's code. */
export async function revokeMandate(file: string, options: CommonOptions): Promise<void> {
  const { mandate } = readMandateFile(file)
  const { client, wallet } = await signInClient(options)
  const { relayId } = await carryMessage(client, wallet, () => ({ kind: 'cancelAsk', nonce: BigInt(mandate.nonce) }))
  await client.closeSession()
  printResult({
    json: options.json,
    value: { relayId, nonce: mandate.nonce },
    text: 'The mandate and every ask under it count no more. A price that your wallet signed since then stays.',
  })
}
