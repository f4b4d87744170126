import { type GovernanceAddresses, infinitioGovernorAbi } from '@infinitio/chain'
import type { ProposalWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { multicall } from 'viem/actions'
import { happening, type ProposalRecord } from '../proposals/proposalRecords.ts'

const states = ['pending', 'active', 'cancelled', 'defeated', 'succeeded', 'queued', 'expired', 'executed'] as const

/** Where a proposal stands, and whether its bond was paid to anybody. */
export type Standing = { readonly wire: ProposalWire; readonly bondSettled: boolean }

/** Where these proposals stand at a block, read in two calls. Throws viem's errors. */
export async function readStandings(
  client: Client,
  { governor }: Pick<GovernanceAddresses, 'governor'>,
  { records, blockNumber }: { records: readonly ProposalRecord[]; blockNumber: bigint },
): Promise<Standing[]> {
  if (records.length === 0) return []
  const at = { address: governor, abi: infinitioGovernorAbi } as const
  const read = { deployless: true, allowFailure: false, blockNumber } as const
  const [grace, numbers, tallies, settled] = await Promise.all([
    multicall(client, { ...read, contracts: [{ ...at, functionName: 'GRACE_SECONDS' }] }),
    multicall(client, {
      ...read,
      contracts: records.flatMap(({ proposed: { id, votesFrom } }) => [
        { ...at, functionName: 'proposalDeadline', args: [id] } as const,
        { ...at, functionName: 'proposalEta', args: [id] } as const,
        { ...at, functionName: 'quorum', args: [BigInt(votesFrom)] } as const,
      ]),
    }),
    multicall(client, {
      ...read,
      contracts: records.flatMap(({ proposed: { id } }) => [
        { ...at, functionName: 'proposalVotes', args: [id] } as const,
        { ...at, functionName: 'state', args: [id] } as const,
      ]),
    }),
    multicall(client, { ...read, contracts: records.map(({ proposed: { id } }) => ({ ...at, functionName: 'isBondSettled', args: [id] }) as const) }),
  ])
  return records.map((record, index) => {
    const [deadline, eta, quorum] = numbers.slice(index * 3) as [bigint, bigint, bigint]
    const [votes, state] = tallies.slice(index * 2) as [readonly [bigint, bigint, bigint], number]
    const values = { deadline: Number(deadline), eta: Number(eta), grace: Number(grace[0]), quorum, votes, state }
    return { wire: toWire(record, values), bondSettled: settled[index] === true }
  })
}

type Values = { deadline: number; eta: number; grace: number; quorum: bigint; votes: readonly [bigint, bigint, bigint]; state: number }

function toWire(record: ProposalRecord, { deadline, eta, grace, quorum, votes: [against, yes, abstain], state }: Values): ProposalWire {
  const { id, proposer, at, votesFrom, description } = record.proposed
  const named = states[state]
  if (named === undefined) throw new Error(`the governor names a state ${state} that nobody knows`)
  const isOpen = named === 'succeeded' || named === 'queued' || named === 'expired'
  const voted = yes + abstain
  return {
    id: id.toString(),
    number: record.number,
    title: titleOf(description),
    state: named === 'cancelled' && happening(record, 'vetoed') !== undefined ? 'vetoed' : named,
    ...{ proposer, proposedAt: at, votesFrom, votesUntil: deadline },
    executableAt: eta === 0 ? null : eta,
    expiresAt: isOpen ? (eta === 0 ? deadline : eta) + grace : null,
    votes: { for: yes.toString(), against: against.toString(), abstain: abstain.toString() },
    quorum: quorum.toString(),
    missing: (voted < quorum ? quorum - voted : 0n).toString(),
  }
}

/** The first line that says something, without the marks of Markdown. */
export function titleOf(description: string): string {
  const lines = description.split('\n').map((line) => line.replace(/^[#\s]+/, '').trim())
  return (lines.find((line) => line !== '' && !line.startsWith('proposer=0x')) ?? '').slice(0, 200)
}
