import { credit, debit } from './modelMoney.ts'
import type { Turn } from './turn.ts'

/** Moves the signed relay fee from the account's balance to the sender's. */
export function payRelayFee({ state, sender, emit }: Turn, { account, relayFee }: { account: string; relayFee: bigint }): void {
  if (relayFee === 0n) return
  debit(state, account, relayFee)
  credit(state, sender, relayFee)
  emit({ contract: 'market', name: 'RelayFeePaid', args: { account, relayer: sender, amount: relayFee } })
}
