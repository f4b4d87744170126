import { address, hashMarketMessage, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { Hex } from 'viem'
import { demandAccountSigned } from './modelHolder.ts'
import { debit, moveTokens } from './modelMoney.ts'
import { consumeNonce } from './modelNonces.ts'
import { payRelayFee } from './modelRelayFee.ts'
import { demand } from './refused.ts'
import { domainOf, type Turn } from './turn.ts'

/** A signed withdrawal of an account. */
export type SignedWithdrawal = { owner: string; amount: bigint; to: string; relayFee: bigint; nonce: bigint; expiry: number; signature: Hex }

/** Pays from the caller's balance. Refuses receivers that could not move the tokens on. */
export function withdraw(turn: Turn, { owner, amount, to }: Pick<SignedWithdrawal, 'owner' | 'amount' | 'to'>): void {
  const { market, pToken, leaseToken } = turn.addresses
  demand(![market, pToken, leaseToken].includes(to as never), 'Market_ReceiverInvalid', to)
  const balance = debit(turn.state, owner, amount)
  turn.emit({ contract: 'market', name: 'Withdrawn', args: { account: owner, to, amount, balance } })
  moveTokens(turn, { from: turn.addresses.market, to, amount })
}

/** Does the same as `withdraw`, but with the account's one-time signature. Anyone may send it and gets the relay fee. */
export function withdrawFor(turn: Turn, { owner, amount, to, relayFee, nonce, expiry, signature }: SignedWithdrawal): void {
  const parties = { account: address(owner), to: address(to) }
  const message = { ...parties, amount: pTokenUnits(amount), relayFee: pTokenUnits(relayFee), nonce, expiry: unixSeconds(expiry) }
  demandAccountSigned(turn, owner, { digest: hashMarketMessage('Withdraw', message, domainOf(turn)), expiry, signature })
  consumeNonce(turn, { owner, nonce })
  payRelayFee(turn, { account: owner, relayFee })
  withdraw(turn, { owner, amount, to })
}
