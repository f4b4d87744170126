import { emissionAbi, gTokenAbi, pTokenAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { EffectWire } from '@infinitio/domain/wire'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import { argumentsOf } from './argumentsOf.ts'
import type { ProposalCall } from './governorLog.ts'
import type { EffectReading } from './effectReading.ts'

/**
 * Describes a call that grants money from the treasury or the surplus, with the balance before and after it. Returns null for any other call. If the call was
 * executed, the balance before it is calculated backwards: the current balance less all later changes, which come from events. Throws viem's errors.
 */
export async function describeGrant(reading: EffectReading, call: ProposalCall): Promise<EffectWire | null> {
  const { client, where } = reading
  const { addresses, governance } = where
  const { blockNumber } = where.block
  if (call.to === governance.emission) {
    const given = argumentsOf(emissionAbi, 'grant', call) as readonly [Address, bigint] | null
    if (given === null) return null
    const [surplus, promised, changes] = await Promise.all([
      readContract(client, { address: addresses.pToken, abi: pTokenAbi, functionName: 'surplus', blockNumber }),
      readContract(client, { address: governance.emission, abi: emissionAbi, functionName: 'promised', blockNumber }),
      since(reading, reading.past.surplus),
    ])
    const free = surplus - promised - sum(changes.map(({ change }) => change))
    return grant('surplus', given, free > 0n ? free : 0n)
  }
  const given = argumentsOf(gTokenAbi, 'transfer', call) as readonly [Address, bigint] | null
  if (given === null) return null
  const read = { address: call.to, abi: gTokenAbi, functionName: 'balanceOf', args: [governance.timelock], blockNumber } as const
  const [balance, moves] = await Promise.all([readContract(client, read), since(reading, reading.past.treasury)])
  const token = call.to === addresses.pToken ? 'pt' : 'g'
  const own = moves.flatMap((it) => (it.kind === 'move' && it.token === token ? (it.direction === 'in' ? it.amount : -it.amount) : []))
  return grant(token === 'pt' ? 'treasuryPt' : 'treasuryG', given, balance - sum(own))
}

/** Returns the events after the block `comparedAt`. The list is empty if that is the newest block. */
async function since<T extends { readonly blockNumber: bigint }>(
  { where, comparedAt }: EffectReading,
  told: (at: EffectReading['where']) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  if (comparedAt === where.block.blockNumber) return []
  return (await told(where)).filter(({ blockNumber }) => blockNumber > comparedAt)
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n)
}

function grant(source: Extract<EffectWire, { kind: 'grant' }>['source'], [to, amount]: readonly [Address, bigint], before: bigint): EffectWire {
  const after = before < amount ? null : (before - amount).toString()
  return { kind: 'grant', source, to: address(to.toLowerCase()), amount: amount.toString(), before: before.toString(), after }
}
