import { address, hashMarketMessage, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { Hex } from 'viem'
import { credit, debit, moveTokens } from './modelMoney.ts'
import { demand } from './refused.ts'
import { domainOf, type Turn } from './turn.ts'

/** A withdrawal that an account signed. */
export type SignedWithdrawal = { owner: string; amount: bigint; to: string; relayFee: bigint; nonce: bigint; expiry: number; signature: Hex }

/** Pays out of the caller's balance. */
export function withdraw(turn: Turn, { owner, amount, to }: Pick<SignedWithdrawal, 'owner' | 'amount' | 'to'>): void {
  const balance = debit(turn.state, owner, amount)
  turn.emit({ contract: 'market', name: 'Withdrawn', args: { account: owner, to, amount, balance } })
  moveTokens(turn, { from: turn.addresses.market, to, amount })
}

/** The same, signed by the account once and sent by anyone, who gets the relay fee. */
export function withdrawFor(turn: Turn, { owner, amount, to, relayFee, nonce, expiry, signature }: SignedWithdrawal): void {
  const { state, now, sender } = turn
  demand(now <= expiry, 'Market_SignatureExpired', BigInt(expiry), BigInt(now))
  const parties = { account: address(owner), to: address(to) }
  const message = { ...parties, amount: pTokenUnits(amount), relayFee: pTokenUnits(relayFee), nonce, expiry: unixSeconds(expiry) }
  const signer = turn.recover(hashMarketMessage('Withdraw', message, domainOf(turn)), signature)
  demand(signer === owner, 'Market_SignerNotHolder', signer, owner)
  const isUsed = nonce < (state.floors.get(owner) ?? 0n) || state.cancelledAsks.has(`${owner}/${nonce}`)
  demand(!isUsed, 'Market_NonceUsed', owner, nonce)
  state.cancelledAsks.add(`${owner}/${nonce}`)
  turn.emit({ contract: 'market', name: 'NonceUsed', args: { account: owner, nonce } })
  if (relayFee !== 0n) {
    debit(state, owner, relayFee)
    credit(state, sender, relayFee)
    turn.emit({ contract: 'market', name: 'RelayFeePaid', args: { account: owner, relayer: sender, amount: relayFee } })
  }
  withdraw(turn, { owner, amount, to })
}
