import { credit, debit } from './modelMoney.ts'
import type { Turn } from './turn.ts'

/** Pays the relay fee that an account signed: from the account's balance to the balance of the transaction's sender. */
export function payRelayFee({ state, sender, emit }: Turn, { account, relayFee }: { account: string; relayFee: bigint }): void {
  if (relayFee === 0n) return
  debit(state, account, relayFee)
  credit(state, sender, relayFee)
  emit({ contract: 'market', name: 'RelayFeePaid', args: { account, relayer: sender, amount: relayFee } })
}
