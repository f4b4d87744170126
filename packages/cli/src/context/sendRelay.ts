import { type AccountMessage, type Client, isErrorCode, refusal, signAccountMessage } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'

const minedWithinSeconds = 60

/**
 * Submits a signed message to the market, which sends it to the chain. Waits up to 60 s until the chain includes it. Throws the code with which the message
 * failed.
 */
export async function sendRelay(client: Client, signed: Parameters<Client['placeRelay']>[0]): Promise<{ relayId: string; txHash: string | null }> {
  const { relayId } = await client.placeRelay(signed)
  const relay = await client.waitForRelay({ relayId, timeoutSeconds: minedWithinSeconds })
  if (relay.state === 'failed')
    throw refusal(relay.code !== null && isErrorCode(relay.code) ? relay.code : 'chain.transaction_reverted', { detail: relayId })
  return { relayId, txHash: relay.txHash }
}

/**
 * Signs a message with the wallet's next nonce and submits it to the market, which sends it to the chain. Waits up to 60 s until the chain includes it. Throws
 * the code with which the message failed.
 */
export async function sendMessage(client: Client, wallet: PrivateKeyAccount, messageWith: (nonce: bigint) => AccountMessage) {
  const [chain, { nextNonce }] = await Promise.all([client.getChain(), client.getWallet({ limit: 1 })])
  return sendRelay(client, await signAccountMessage(wallet, { message: messageWith(BigInt(nextNonce.ask)), chain }))
}
