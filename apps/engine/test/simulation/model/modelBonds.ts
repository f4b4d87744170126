import type { ChainLeaseTerms } from '@infinitio/chain'
import { stringToHex } from 'viem'
import type { MarketState } from './marketState.ts'
import { credit, moveTokens } from './modelMoney.ts'
import { demand } from './refused.ts'
import type { Turn } from './turn.ts'

const PROVIDER = stringToHex('Provider', { size: 32 })
const HOUR = 3_600n
const BOND_HOURS = 24n

/** Increases the provider's bond. If the bond is then large enough for its nodes, the provider is listed again. */
export function bond(turn: Turn, { purpose, amount }: { purpose: string; amount: bigint }): void {
  const { state, sender, addresses } = turn
  demand(purpose === PROVIDER, 'the model has no bonds of this purpose', purpose)
  demand(amount !== 0n, 'StakeVault_AmountZero')
  const bonded = (state.bonds.get(sender) ?? 0n) + amount
  state.bonds.set(sender, bonded)
  turn.emit({ contract: 'stakeVault', name: 'Bonded', args: { account: sender, purpose: PROVIDER, payer: sender, amount, bonded } })
  moveTokens(turn, { from: sender, to: addresses.stakeVault, amount })
  relist(turn, sender)
}

/**
 * Pays compensation for a broken lease to the balance of its holder: the number of GPUs, times the smaller of one hour's price and a 24th of the bond per GPU.
 * Never pays more than the remaining bond.
 */
export function compensate(turn: Turn, { leaseId, terms, holder }: { leaseId: bigint; terms: ChainLeaseTerms; holder: string }): void {
  const { state, addresses } = turn
  const hourOfBond = (state.nodes.get(terms.node)?.bondPerGpu ?? 0n) / BOND_HOURS
  const hourOfPrice = terms.pricePerGpuSecond * HOUR
  const due = BigInt(terms.gpus) * (hourOfPrice < hourOfBond ? hourOfPrice : hourOfBond)
  const provider = terms.provider.toLowerCase()
  const before = state.bonds.get(provider) ?? 0n
  const paid = due < before ? due : before
  if (paid === 0n) return
  state.bonds.set(provider, before - paid)
  const parties = { account: provider, purpose: PROVIDER, by: addresses.market, victim: addresses.market }
  const amounts = { compensated: paid, burned: 0n, toTreasury: 0n, bonded: before - paid, unbonding: 0n }
  turn.emit({ contract: 'stakeVault', name: 'BondSlashed', args: { ...parties, ...amounts } })
  relist(turn, provider)
  moveTokens(turn, { from: addresses.stakeVault, to: addresses.market, amount: paid })
  credit(state, holder, paid)
  turn.emit({ contract: 'market', name: 'CompensationPaid', args: { leaseId, to: holder, amount: paid } })
}

/** Updates a provider after its bond has changed, as the registry does: the provider is listed as long as the bond is large enough for all its nodes. */
function relist({ state, emit }: Turn, provider: string): void {
  const isDelisted = (state.bonds.get(provider) ?? 0n) < requiredBond(state, provider)
  if (isDelisted === state.delisted.has(provider)) return
  if (isDelisted) state.delisted.add(provider)
  else state.delisted.delete(provider)
  emit({ contract: 'nodeRegistry', name: isDelisted ? 'ProviderDelisted' : 'ProviderListed', args: { provider } })
}

function requiredBond({ nodes }: MarketState, provider: string): bigint {
  let required = 0n
  for (const node of nodes.values()) if (node.provider === provider) required += BigInt(node.gpus) * node.bondPerGpu
  return required
}
