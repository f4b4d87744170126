import { carryMessage } from '../commands/carryMessage.ts'
import { type CommonOptions, signInClient } from '../settings.ts'
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
    text: `The mandate and its asks count no more. List ${mandate.node} again to rent it out.`,
  })
}
