import {
  type ContractCall,
  directoryAbi,
  disputeCourtAbi,
  jurorSalt,
  jurorSaltTypedData,
  nameKey,
  readCourt,
  readDispute,
  stakeVaultAbi,
  type StoredDispute,
  voteCommitment,
} from '@infinitio/chain'
import type { ClosedLease } from '@infinitio/economy'
import { type Address, address, assertNever, type Hex32, trialMoment, type TxHash } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { getBlock, getChainId, readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import { developmentChainId } from '../chain/developmentChainId.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { refusal } from '../transport/refusal.ts'
import { allowToken, type GovernCallSending, sendGovernCall } from './sendGovernCall.ts'

/**
 * One action on disputes. Parties open a dispute, submit evidence and appeal. Jurors commit to a hidden vote (0: the record remains, 1: for the opener, 2:
 * cannot tell) and later reveal it. Anyone may send all other actions.
 */
export type DisputeMove =
  | { readonly kind: 'openSlash'; readonly purpose: string }
  | { readonly kind: 'openLease'; readonly lease: ClosedLease; readonly claim: bigint; readonly proof: readonly Hex32[] }
  | { readonly kind: 'submit'; readonly id: bigint; readonly hashes: readonly Hex32[] }
  | { readonly kind: 'commit'; readonly id: bigint; readonly vote: number }
  | { readonly kind: 'reveal'; readonly id: bigint }
  | { readonly kind: 'appeal' | 'request' | 'draw' | 'count' | 'lapse' | 'execute'; readonly id: bigint }
  | { readonly kind: 'payJuror'; readonly id: bigint; readonly juror: Address }

/**
 * Signs the message from which the salt of a hidden vote is derived. The salt is derived once for the commitment and again for the reveal. So the same account
 * must always return the same signature.
 */
export type SaltSigner = (message: ReturnType<typeof jurorSaltTypedData>) => Promise<Hex>

/** The sending account, its signers, and the Directory with the contracts' addresses. */
export type DisputeSending = Omit<GovernCallSending, 'account'> & {
  readonly account: string
  readonly directory: Address
  readonly signSalt: SaltSigner
  /** The largest bond that the user agreed to, in base units of PToken. Null for an action without a bond. */
  readonly mostBond: bigint | null
}

/** Returns the time of the chain's next block in Unix seconds. The dispute contract compares its deadlines with this time. Throws the codes of RPC nodes. */
export async function courtTime(access: ExitAccess): Promise<number> {
  return Number((await askRpc(access, () => getBlock(access.client, { blockTag: 'pending' }))).timestamp)
}

/** Reads a dispute from the chain. Throws `api.not_found` if there is no dispute contract or no such dispute, and the codes of RPC nodes. */
export async function findDispute(access: ExitAccess, { directory, id }: { directory: Address; id: bigint }): Promise<StoredDispute> {
  const court = await courtOf(access, directory)
  const found = await askRpc(access, () => readDispute(access.client, { court, id }))
  if (found === null) throw refusal('api.not_found', { detail: `there is no dispute ${id}` })
  return found
}

/**
 * Executes an action on disputes with transactions of the account and returns the hash of the last one once it is mined. Opening and appealing take a bond. If
 * the contract's allowance of PToken is smaller, it is first raised to exactly the bond. Throws `api.not_found` if there is no dispute contract, no such
 * dispute or slash, or if the account is not on the jury. Throws `api.invalid_field` for an invalid vote, for a vote outside its time, and for a bond above
 * `mostBond`. Also throws the codes of `governMove`.
 */
export async function disputeMove(
  access: ExitAccess,
  move: DisputeMove,
  { directory, signSalt, mostBond, ...sending }: DisputeSending,
): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const court = await courtOf(access, directory)
  const amount = await bondOf(access, move, { account, court, directory })
  if (amount !== null) {
    // The user agreed to the bond that was read earlier. A dishonest RPC node could first return a small bond for the user to see, and now a large one.
    if (mostBond === null || amount > mostBond)
      throw refusal('api.invalid_field', { detail: `the bond is now ${amount}, and ${mostBond ?? 0n} was agreed` })
    const token = await entryOf(access, directory, 'PToken')
    await allowToken(access, { token, spender: court, amount }, { ...sending, account })
  }
  return await sendGovernCall(access, await callOf(access, move, { account, court, directory, signSalt }), { ...sending, account })
}

type Places = { readonly account: Address; readonly court: Address; readonly directory: Address }

/**
 * Returns the bond that an action would take from the account, in base units of PToken, or null for an action without a bond. Throws the same errors as
 * `disputeMove`.
 */
export async function disputeBond(
  access: ExitAccess,
  move: DisputeMove,
  { account, directory }: { readonly account: string; readonly directory: Address },
): Promise<bigint | null> {
  return await bondOf(access, move, { account: address(account.toLowerCase()), directory, court: await courtOf(access, directory) })
}

/** Returns the bond that an action takes from the account, in base units of PToken. Null for an action that takes none. */
async function bondOf(access: ExitAccess, move: DisputeMove, { account, court, directory }: Places): Promise<bigint | null> {
  const ofClaim = (claim: bigint) =>
    askRpc(access, () => readContract(access.client, { address: court, abi: disputeCourtAbi, functionName: 'bondFor', args: [claim] }))
  if (move.kind === 'openLease') return await ofClaim(move.claim)
  if (move.kind === 'appeal') return (await findDispute(access, { directory, id: move.id })).bond * appealTimes
  if (move.kind !== 'openSlash') return null
  const vault = await entryOf(access, directory, 'StakeVault')
  const read = { address: vault, abi: stakeVaultAbi, functionName: 'pendingSlashOf', args: [account, nameKey(move.purpose)] } as const
  const pending = await askRpc(access, () => readContract(access.client, read))
  if (pending.executeAt === 0) throw refusal('api.not_found', { detail: `no slash of the bond "${move.purpose}" waits` })
  return await ofClaim(pending.amount)
}

const appealTimes = 3n
const votes = [0, 1, 2]
/** The contract sets this bit in each commitment (hash of a hidden vote) that it stores. */
const committedBit = 1n << 255n

async function callOf(
  access: ExitAccess,
  move: DisputeMove,
  { account, court: to, directory, signSalt }: Places & { signSalt: SaltSigner },
): Promise<ContractCall> {
  const abi = disputeCourtAbi
  switch (move.kind) {
    case 'openSlash':
      return { to, data: encodeFunctionData({ abi, functionName: 'openSlash', args: [nameKey(move.purpose)] }) }
    case 'openLease':
      return { to, data: encodeFunctionData({ abi, functionName: 'openLease', args: [move.lease, move.claim, move.proof] }) }
    case 'submit':
      return { to, data: encodeFunctionData({ abi, functionName: 'submit', args: [move.id, move.hashes] }) }
    case 'commit': {
      if (votes.indexOf(move.vote) === -1) throw refusal('api.invalid_field', { detail: 'a vote is 0, 1 or 2' })
      const { commitmentOf } = await hiding(access, move, { account, court: to, directory, signSalt })
      return { to, data: encodeFunctionData({ abi, functionName: 'commit', args: [move.id, commitmentOf(move.vote)] }) }
    }
    case 'reveal': {
      const { round, salt, commitmentOf } = await hiding(access, move, { account, court: to, directory, signSalt })
      const read = { address: to, abi, functionName: 'committedOf', args: [move.id, round, account] } as const
      const committed = BigInt(await askRpc(access, () => readContract(access.client, read)))
      const vote = votes.find((one) => (BigInt(commitmentOf(one)) | committedBit) === committed)
      if (vote === undefined) throw refusal('api.not_found', { detail: 'this account has no vote to reveal that this wallet committed' })
      return { to, data: encodeFunctionData({ abi, functionName: 'reveal', args: [move.id, account, vote, salt] }) }
    }
    case 'appeal':
    case 'request':
    case 'draw':
    case 'count':
    case 'lapse':
    case 'execute':
      return { to, data: encodeFunctionData({ abi, functionName: move.kind, args: [move.id] }) }
    case 'payJuror':
      return { to, data: encodeFunctionData({ abi, functionName: 'payJuror', args: [move.id, move.juror] }) }
    default:
      return assertNever(move)
  }
}

/**
 * Derives the salt of the account's vote again, and with it the commitment (hash) of each possible vote. Throws for an account that is not on the present jury,
 * and for an action outside its time. Without these checks, a call could go to the RPC node that the contract then rejects, and the node would see the vote and
 * its salt too early.
 */
async function hiding(
  access: ExitAccess,
  { kind, id: dispute }: Extract<DisputeMove, { kind: 'commit' | 'reveal' }>,
  { account: juror, court, directory, signSalt }: Places & { signSalt: SaltSigner },
) {
  const { round, jury, ...trial } = await findDispute(access, { directory, id: dispute })
  const chainId = await askRpc(access, () => getChainId(access.client))
  if (jury?.members.includes(juror) !== true) throw refusal('api.not_found', { detail: `${juror} is not on the jury of dispute ${dispute}` })
  const chainTime = await courtTime(access)
  // A dishonest RPC node could return a later time, so that the account reveals its vote too early. So the earlier of the chain's time and this computer's
  // clock counts. On a development chain only the chain's time counts, because it can be ahead of the clock.
  const now = chainId === developmentChainId ? chainTime : Math.min(chainTime, Math.floor(Date.now() / 1_000))
  const revealed = jury.votes.filter((vote) => vote !== null).length
  const { acts } = trialMoment({ ...trial, round, jury: jury.panelId, revealed }, now)
  if (!acts.includes(kind)) throw refusal('api.invalid_field', { detail: `the jury of dispute ${dispute} cannot ${kind} votes now` })
  const salt = jurorSalt(await signSalt(jurorSaltTypedData({ chainId, court, dispute, round })))
  return { round, salt, commitmentOf: (vote: number) => voteCommitment({ dispute, round, juror, vote }, { chainId, court, salt }) }
}

async function courtOf(access: ExitAccess, directory: Address): Promise<Address> {
  const court = await askRpc(access, () => readCourt(access.client, directory))
  if (court === null) throw refusal('api.not_found', { detail: 'there is no court on this chain' })
  return court
}

async function entryOf(access: ExitAccess, directory: Address, name: string): Promise<Address> {
  const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] } as const
  return address((await askRpc(access, () => readContract(access.client, read))).toLowerCase())
}
