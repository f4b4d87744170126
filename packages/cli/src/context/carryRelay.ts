import { type Client, isErrorCode, refusal } from '@infinitio/sdk'

const minedWithinSeconds = 60

/** Hands a signed message in and waits until the chain has it. Throws the relay's code. */
export async function carryRelay(client: Client, signed: Parameters<Client['placeRelay']>[0]): Promise<{ relayId: string; txHash: string | null }> {
  const { relayId } = await client.placeRelay(signed)
  const relay = await client.waitForRelay({ relayId, timeoutSeconds: minedWithinSeconds })
  if (relay.state === 'failed')
    throw refusal(relay.code !== null && isErrorCode(relay.code) ? relay.code : 'chain.transaction_reverted', { detail: relayId })
  return { relayId, txHash: relay.txHash }
}
