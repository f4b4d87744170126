import { address, isErrorCode } from '@infinitio/domain'
import type { ChainWire, PoolCallWire } from '@infinitio/domain/wire'
import { signAccountMessage } from '../account/signAccountMessage.ts'
import { getWallet, placeRelay } from '../generated/calls.ts'
import { waitForRelay } from '../relays/waitForRelay.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import type { TaskPool } from './openTaskPool.ts'
import { signPoolDeposit } from './signPoolCall.ts'

/**
 * A payment of `amount` base units of PToken into the task pool. `tokens` reads the PToken of the wallet, and the nonce of its next permit. `onMove` is called
 * before money moves from the market balance to the wallet.
 */
export type PayIn = {
  readonly amount: bigint
  readonly pool: Pick<TaskPool, 'domain'>
  readonly chain: ChainWire
  readonly tokens: () => Promise<{ readonly pToken: bigint; readonly permitNonce: bigint }>
  readonly onMove?: () => void
}

/**
 * Signs a deposit into the task pool, and returns it as a list for `sendPoolCalls`; the list is empty for the amount 0. If the wallet has too few PTokens,
 * first signs and sends a withdrawal of the missing part from the market balance to the wallet, and waits for the chain. Throws the code of a failed
 * withdrawal, and `api.timed_out`.
 */
export async function signPayIn(
  transport: Transport,
  signer: TypedDataSigner,
  { amount, pool, chain, tokens, onMove }: PayIn,
): Promise<readonly PoolCallWire[]> {
  if (amount === 0n) return []
  const missing = amount - (await tokens()).pToken
  if (missing > 0n) {
    onMove?.()
    await moveToWallet(transport, signer, { amount: missing, chain })
  }
  const { permitNonce } = await tokens()
  return [await signPoolDeposit(signer, { amount, permitNonce, pool: pool.domain.pool, chain })]
}

type Move = Pick<PayIn, 'amount' | 'chain'>

async function moveToWallet(transport: Transport, signer: TypedDataSigner, { amount, chain }: Move): Promise<void> {
  const { nextNonce, withdrawRelayFee } = await getWallet(transport, { limit: 1 })
  const to = address(signer.address.toLowerCase())
  const message = { kind: 'withdraw', amount, to, nonce: BigInt(nextNonce.ask), relayFee: BigInt(withdrawRelayFee) } as const
  const { relayId } = await placeRelay(transport, await signAccountMessage(signer, { message, chain }))
  const { state, code } = await waitForRelay(transport, { relayId })
  if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: 'withdraw' })
}
