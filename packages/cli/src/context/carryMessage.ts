import { type AccountMessage, type Client, signAccountMessage } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { carryRelay } from './carryRelay.ts'

/** Signs a message of the wallet with its next nonce, hands it in, and waits until the chain has it. Throws the relay's code. */
export async function carryMessage(client: Client, wallet: PrivateKeyAccount, messageWith: (nonce: bigint) => AccountMessage) {
  const [chain, { nextNonce }] = await Promise.all([client.getChain(), client.getWallet({ limit: 1 })])
  return carryRelay(client, await signAccountMessage(wallet, { message: messageWith(BigInt(nextNonce.ask)), chain }))
}
