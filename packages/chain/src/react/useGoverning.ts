import { type Address, type Hex32, hex32, type TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex, keccak256, toBytes } from 'viem'
import { useConfig, useReadContract } from 'wagmi'
import type { GovernanceAddresses } from '../addresses/governanceAddresses.ts'
import { infinitioGovernorAbi } from '../generated/infinitioGovernorAbi.ts'
import { stakedGTokenAbi } from '../generated/stakedGTokenAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/** The calls of a proposal in their sequence: targets, native coins in wei, and call data. */
export type ProposedCalls = readonly { readonly to: Address; readonly value: bigint; readonly data: Hex }[]
type Made = { readonly calls: ProposedCalls; readonly descriptionHash: Hex32 }

/** An account's actions on proposals. Each action resolves when its transaction is mined. All actions throw like `sendAndWait`. */
export type Governing = {
  /**
   * Proposes calls, and locks the proposal's bond in the account's own stake. A suffix of the proposal's text says that only this account may propose it, so
   * nobody can copy the proposal and propose it first.
   */
  readonly propose: (proposal: { calls: ProposedCalls; text: string }) => Promise<TxHash>
  readonly vote: (vote: { proposalId: bigint; support: 'for' | 'against' | 'abstain'; reason: string }) => Promise<TxHash>
  readonly queue: (made: Made) => Promise<TxHash>
  readonly execute: (made: Made) => Promise<TxHash>
  readonly returnBond: (proposalId: bigint) => Promise<TxHash>
}

const supports = { against: 0, for: 1, abstain: 2 } as const
const abi = infinitioGovernorAbi
/** Returns the connected wallet's actions on proposals. */
export function useGoverning({ contracts, account }: { contracts: Pick<GovernanceAddresses, 'governor'>; account: Address }): Governing {
  const config = useConfig()
  const { governor: to } = contracts
  return useMemo(() => {
    const send = (data: Hex) => sendAndWait(config, { to, data })
    const argsOf = ({ calls, descriptionHash }: Made) =>
      [calls.map((call) => call.to), calls.map(({ value }) => value), calls.map(({ data }) => data), descriptionHash] as const
    return {
      propose({ calls, text }) {
        const description = `${text}\n#proposer=${account}`
        const [targets, values, datas] = argsOf({ calls, descriptionHash: hex32(keccak256(toBytes(description))) })
        return send(encodeFunctionData({ abi, functionName: 'propose', args: [targets, values, datas, description] }))
      },
      vote: ({ proposalId, support, reason }) =>
        send(encodeFunctionData({ abi, functionName: 'castVoteWithReason', args: [proposalId, supports[support], reason] })),
      queue: (made) => send(encodeFunctionData({ abi, functionName: 'queue', args: argsOf(made) })),
      execute: (made) => send(encodeFunctionData({ abi, functionName: 'execute', args: argsOf(made) })),
      returnBond: (proposalId) => send(encodeFunctionData({ abi, functionName: 'returnBond', args: [proposalId] })),
    }
  }, [config, to, account])
}

/**
 * Reads an account's votes on a proposal and whether it has voted. `votesFrom` is the time at which voting opened. The results are undefined until they are
 * read.
 */
export function useVotesOn({
  contracts,
  account,
  proposal,
}: {
  contracts: Pick<GovernanceAddresses, 'stakedGToken' | 'governor'>
  account: Address
  proposal: { id: bigint; votesFrom: number; isOpen: boolean }
}): { readonly votes: bigint | undefined; readonly hasVoted: boolean | undefined } {
  const votes = useReadContract({
    address: contracts.stakedGToken,
    abi: stakedGTokenAbi,
    functionName: 'getPastVotes',
    args: [account, BigInt(proposal.votesFrom)],
    query: { enabled: proposal.isOpen },
  })
  const voted = useReadContract({
    address: contracts.governor,
    abi,
    functionName: 'hasVoted',
    args: [proposal.id, account],
    query: { refetchInterval: 5_000 },
  })
  return { votes: votes.data, hasVoted: voted.data }
}
