import { type GovernanceAddresses, infinitioGovernorAbi, stakedGTokenAbi } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { ProposalWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { multicall } from 'viem/actions'
import { happening, type ProposalRecord } from '../proposals/proposalRecords.ts'

/** The account for which proposals are read: the votes that it cast or can cast are returned, too. `now` is the time of the block in Unix seconds. */
export type Reader = { readonly address: Address; readonly now: bigint }

const states = ['pending', 'active', 'cancelled', 'defeated', 'succeeded', 'queued', 'expired', 'executed'] as const

/** A proposal as the API shows it, and whether its bond was already returned or forfeited. */
export type Standing = { readonly wire: ProposalWire; readonly bondSettled: boolean }

/** Returns the state of proposals at a block and how an account has voted on them, with few requests to the chain. Throws viem's errors. */
export async function readStandings(
  client: Client,
  { governor, stakedGToken }: Pick<GovernanceAddresses, 'governor' | 'stakedGToken'>,
  { records, blockNumber, account = null }: { records: readonly ProposalRecord[]; blockNumber: bigint; account?: Reader | null },
): Promise<Standing[]> {
  if (records.length === 0) return []
  const at = { address: governor, abi: infinitioGovernorAbi } as const
  const read = { deployless: true, allowFailure: false, blockNumber } as const
  const [grace, numbers, tallies, settled, own] = await Promise.all([
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
    ownVotes(client, { stakedGToken, records, blockNumber, account }),
  ])
  return records.map((record, index) => {
    const [deadline, eta, quorum] = numbers.slice(index * 3) as [bigint, bigint, bigint]
    const [votes, state] = tallies.slice(index * 2) as [readonly [bigint, bigint, bigint], number]
    const values = { deadline: Number(deadline), eta: Number(eta), grace: Number(grace[0]), quorum, votes, state }
    const support = account === null ? undefined : record.votes.get(account.address)?.support
    const part =
      account === null ? null : { votes: (own[index] ?? 0n).toString(), support: support === undefined ? null : (supports[support] ?? 'abstain') }
    return { wire: { ...toWire(record, values), own: part }, bondSettled: settled[index] === true }
  })
}

/** The kinds of votes; the index of each is its number in the governor contract. */
const supports = ['against', 'for', 'abstain'] as const

type Asked = { stakedGToken: Address; records: readonly ProposalRecord[]; blockNumber: bigint; account: Reader | null }

/** Returns how many votes the account can cast on each proposal. Only the votes that the account had when voting on the proposal began count. */
async function ownVotes(client: Client, { stakedGToken, records, blockNumber, account }: Asked): Promise<bigint[]> {
  if (account === null) return []
  const contracts = records.map(({ proposed: { votesFrom } }) => {
    const opened = BigInt(votesFrom)
    return {
      address: stakedGToken,
      abi: stakedGTokenAbi,
      functionName: 'getPastVotes',
      args: [account.address, opened < account.now ? opened : 0n],
    } as const
  })
  const votes = await multicall(client, { deployless: true, allowFailure: false, blockNumber, contracts })
  return votes as bigint[]
}

type Values = { deadline: number; eta: number; grace: number; quorum: bigint; votes: readonly [bigint, bigint, bigint]; state: number }

function toWire(record: ProposalRecord, { deadline, eta, grace, quorum, votes: [against, yes, abstain], state }: Values): Omit<ProposalWire, 'own'> {
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

/**
 * Returns the first line that is not empty and does not name the proposer, without leading `#` characters and spaces, and with at most 200 characters. Returns
 * an empty text if there is none.
 */
export function titleOf(description: string): string {
  const lines = description.split('\n').map((line) => line.replace(/^[#\s]+/, '').trim())
  return (lines.find((line) => line !== '' && !line.startsWith('proposer=0x')) ?? '').slice(0, 200)
}
