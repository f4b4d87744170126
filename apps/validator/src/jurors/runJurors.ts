import {
  blockRanges,
  disputeCourtAbi,
  jurorSalt,
  jurorSaltTypedData,
  lastBlockBefore,
  readCourt,
  readDispute,
  readDisputeCount,
  type StoredDispute,
  voteCommitment,
} from '@infinitio/chain'
import { createChainClient, type SimulatedJuror, simulatedJurors } from '@infinitio/chain/node'
import { address, type Address, trialMoment, zeroAddress } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { encodeFunctionData, getAbiItem, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { repeatRounds } from '../validator/repeatRounds.ts'
import { sendCall } from '../validator/sendCall.ts'

const timeoutMs = 15_000
/** An upper bound for the duration of a dispute, in seconds: it takes at most 19 days, and one day is added for safety. */
const mostTrialSeconds = 20 * 86_400

/** The settings of the process that the simulated jurors need. */
type JurorEnv = { readonly RPC_URL: string; readonly DIRECTORY_ADDRESS: string; readonly POLL_MS: number }

/**
 * Lets the simulated jurors of a development chain vote, once every `POLL_MS` milliseconds. A round that fails is logged. `stop` waits until the current round
 * has ended.
 */
export function runJurors({ env, logger, seed }: { env: JurorEnv; logger: Logger; seed: Hex }): { stop(): Promise<void> } {
  const open: Jurors = {
    client: createChainClient({ rpcUrl: env.RPC_URL, timeoutMs }),
    logger,
    directory: address(env.DIRECTORY_ADDRESS.toLowerCase()),
    jurors: simulatedJurors(seed),
    done: new Set(),
  }
  return repeatRounds(() => voteAsJurors(open), {
    everyMs: env.POLL_MS,
    onFailure: (error) => logger.warn({ err: error }, 'simulated jurors cannot vote'),
  })
}

/**
 * The simulated jurors of a development chain. `done` lists the votes that they have sent and the disputes that are over, so that the chain is not asked about
 * them again.
 */
export type Jurors = {
  readonly client: ReturnType<typeof createChainClient>
  readonly logger: Logger
  readonly directory: Address
  readonly jurors: readonly SimulatedJuror[]
  readonly done: Set<string>
}

const [recordStands, forOpener, cannotTell] = [0, 1, 2] as const
const submitted = getAbiItem({ abi: disputeCourtAbi, name: 'EvidenceSubmitted' })

/**
 * Lets each simulated juror that was selected commit to a vote and reveal it later. The vote follows a fixed rule: for the side that submitted more files, and
 * "cannot tell" if both submitted equally many. Throws the errors of the chain.
 */
export async function voteAsJurors(open: Jurors): Promise<void> {
  const { client, directory } = open
  const court = await readCourt(client, directory)
  if (court === null) return
  const last = await readDisputeCount(client, court)
  for (let id = 1n; id <= last; id += 1n) {
    if (open.done.has(`${court} ${id}`)) continue
    const dispute = await readDispute(client, { court, id })
    if (dispute === null || dispute.state === 'done' || dispute.state === 'stands') open.done.add(`${court} ${id}`)
    else if (dispute.state === 'voting') await vote(open, { court, dispute })
  }
}

async function vote(open: Jurors, { court, dispute }: { court: Address; dispute: StoredDispute }): Promise<void> {
  const { client, logger, jurors, done } = open
  const { id, round, jury } = dispute
  if (jury === null) return
  const { timestamp } = await client.getBlock({ blockTag: 'pending' })
  const revealed = jury.votes.filter((one) => one !== null).length
  const { acts } = trialMoment({ ...dispute, jury: jury.panelId, revealed }, Number(timestamp))
  const act = acts.find((one) => one === 'commit' || one === 'reveal')
  if (act === undefined) return
  const chainId = await client.getChainId()
  const choice = await choiceOf(client, { court, dispute })
  for (const { address, privateKey } of jurors) {
    const key = `${court} ${id} ${round} ${address} ${act}`
    if (!jury.members.includes(address) || done.has(key)) continue
    const salt = jurorSalt(await privateKeyToAccount(privateKey).signTypedData(jurorSaltTypedData({ chainId, court, dispute: id, round })))
    const commitment = voteCommitment({ dispute: id, round, juror: address, vote: choice }, { chainId, court, salt })
    const data =
      act === 'commit'
        ? encodeFunctionData({ abi: disputeCourtAbi, functionName: 'commit', args: [id, commitment] })
        : encodeFunctionData({ abi: disputeCourtAbi, functionName: 'reveal', args: [id, address, choice, salt] })
    await sendCall({ client, address, privateKey, logger }, { to: court, data }, `${act} of a simulated juror in dispute ${id}`)
    done.add(key)
  }
}

/**
 * Returns the vote that follows from the fixed rule. It depends only on the evidence, which nobody can change once voting has begun. So a juror reveals the
 * same vote that it committed to.
 */
async function choiceOf(client: Jurors['client'], { court, dispute }: { court: Address; dispute: StoredDispute }): Promise<number> {
  const head = await client.getBlockNumber()
  // Search the evidence from a block that is certainly before the dispute. The current step of the dispute ends at `until`, and a whole dispute is shorter than
  // `mostTrialSeconds`, so it began after `until - mostTrialSeconds`.
  const from = (await lastBlockBefore(client, { time: BigInt(dispute.until - mostTrialSeconds), last: head })) ?? 0n
  const read = (range: { fromBlock: bigint; toBlock: bigint }) =>
    client.getLogs({ address: court, event: submitted, args: { id: dispute.id }, strict: true, ...range })
  const logs: Awaited<ReturnType<typeof read>> = []
  for (const range of blockRanges({ from, to: head })) logs.push(...(await read(range)))
  const filesOf = (party: Address) =>
    logs.filter(({ args }) => args.party.toLowerCase() === party).reduce((count, { args }) => count + args.hashes.length, 0)
  const [opener, other] = [filesOf(dispute.opener), filesOf(dispute.respondent ?? zeroAddress)]
  if (opener === other) return cannotTell
  return opener > other ? forOpener : recordStands
}
