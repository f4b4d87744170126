import { emissionAbi, gTokenAbi } from '@infinitio/chain'
import type { GrantsWire } from '@infinitio/domain/wire'
import type { Address } from 'viem'
import type { Contracts } from '../contractsAt.ts'
import { titleOf } from '../delegates/readStandings.ts'
import { argumentsOf } from './argumentsOf.ts'
import type { ProposalCall } from './governorLog.ts'
import { happening, type ProposalRecord } from './proposalRecords.ts'

type Grant = GrantsWire['items'][number]
type At = {
  readonly addresses: Pick<Contracts['addresses'], 'pToken'>
  readonly governance: Pick<Contracts['governance'], 'emission' | 'gToken'> | null
  /** The latest final block, or null if it is unknown. */
  readonly final: bigint | null
}

const mostGrants = 100

/**
 * Returns the payments that executed proposals made to an account, newest first, at most 100. They are decoded from the calls of the proposals. Pure.
 */
export function grantsTo(account: string, { records, at: where }: { readonly records: Iterable<ProposalRecord>; readonly at: At }): Grant[] {
  const { governance, addresses, final } = where
  if (governance === null) return []
  const paid = [...records].flatMap((record): Grant[] => {
    const executed = happening(record, 'executed')
    if (executed === undefined) return []
    const { at, txHash, blockNumber } = executed
    const known = { proposal: record.number, title: titleOf(record.proposed.description), at, txHash, final: final !== null && blockNumber <= final }
    return (record.proposed.calls ?? []).flatMap((call) => {
      const grant = grantOf(call, { addresses, governance })
      return grant === null || grant.to !== account ? [] : [{ ...known, source: grant.source, amount: grant.amount }]
    })
  })
  return paid.sort((one, other) => other.at - one.at).slice(0, mostGrants)
}

function grantOf(
  call: ProposalCall,
  { addresses, governance }: { addresses: At['addresses']; governance: NonNullable<At['governance']> },
): (Pick<Grant, 'source' | 'amount'> & { readonly to: string }) | null {
  const isSurplus = call.to === governance.emission
  if (!isSurplus && call.to !== addresses.pToken && call.to !== governance.gToken) return null
  const given = isSurplus ? argumentsOf(emissionAbi, 'grant', call) : argumentsOf(gTokenAbi, 'transfer', call)
  if (given === null) return null
  const [to, amount] = given as readonly [Address, bigint]
  const source = isSurplus ? 'surplus' : call.to === addresses.pToken ? 'treasuryPt' : 'treasuryG'
  return { source, to: to.toLowerCase(), amount: amount.toString() }
}
