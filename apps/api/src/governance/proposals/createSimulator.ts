import { allErrorsAbi, type GovernanceAddresses, revertDataOf } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import type { SimulationWire } from '@infinitio/domain/wire'
import { BaseError, type Client, decodeErrorResult, type Hex, HttpRequestError, TimeoutError } from 'viem'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import { playCalls, type PlayedCalls } from './playCalls.ts'
import type { ProposalCall } from './governorLog.ts'
import type { HeadBlock } from '../readDao.ts'

type Failure = NonNullable<SimulationWire['failure']>
/** The result of simulating a proposal's calls. */
export type Played = Pick<SimulationWire, 'outcome' | 'failure'>

/**
 * The calls to simulate, of a proposal or a draft. `id` is the number of the proposal, or a number calculated from the draft, so that only equal drafts have
 * the same number.
 */
export type Playable = { readonly id: bigint; readonly calls: readonly ProposalCall[] | null; readonly descriptionHash: Hex32 }
/**
 * Simulates the calls of proposals. Throws ChainUnavailableError while too many simulations run,
 * and viem's errors.
 */
export type ProposalSimulator = (of: { governance: GovernanceAddresses; proposed: Playable; block: HeadBlock }) => Promise<Played>

const mostAtOnce = 4
/** The most simulated proposals that are cached for one block. Anybody can send drafts, so their number must have a limit. */
const mostKept = 200
/** How long the search for the failing call may take, in milliseconds. It begins only when it is known that one of the calls fails. */
const searchMs = 3_000

/** Creates a simulator of proposals. Callers that ask for the same proposal at the same block share one simulation. */
export function createSimulator(client: Client): ProposalSimulator {
  let known: { blockHash: string; played: Map<bigint, Promise<Played>> } = { blockHash: '', played: new Map() }
  let playing = 0

  async function play({ governor, timelock }: GovernanceAddresses, { calls, descriptionHash }: Playable, blockNumber: bigint): Promise<Played> {
    if (calls === null) return { outcome: 'unknown', failure: null }
    if (playing >= mostAtOnce) throw new ChainUnavailableError('other proposals are being played')
    playing += 1
    try {
      return await outcomeOf(client, { governor, timelock, calls, descriptionHash, blockNumber })
    } finally {
      playing -= 1
    }
  }

  return ({ governance, proposed, block }) => {
    if (known.blockHash !== block.blockHash || known.played.size >= mostKept) known = { blockHash: block.blockHash, played: new Map() }
    const own = known.played
    const { id } = proposed
    const found = own.get(id) ?? play(governance, proposed, block.blockNumber)
    own.set(id, found)
    found.catch(() => own.delete(id))
    return found
  }
}

async function outcomeOf(client: Client, played: PlayedCalls): Promise<Played> {
  const failed = await failureOf(client, played)
  if (failed === null) return { outcome: 'succeeds', failure: null }
  if (failed === 'unknown') return { outcome: 'unknown', failure: null }
  const until = performance.now() + searchMs
  // Finds the failing call by binary search: the first n calls fail together exactly if the failing call is one of them.
  let [good, bad] = [0, played.calls.length]
  let failure = failed
  while (bad - good > 1) {
    if (performance.now() > until) return { outcome: 'fails', failure: { call: null, ...failure } }
    const middle = Math.floor((good + bad) / 2)
    const part = await failureOf(client, { ...played, calls: played.calls.slice(0, middle) })
    if (part === null || part === 'unknown') good = middle
    else [bad, failure] = [middle, part]
  }
  return { outcome: 'fails', failure: { call: bad - 1, ...failure } }
}

/** Simulates the calls. Returns the failure, null if they succeed, or `unknown` if the chain node cannot simulate them. */
async function failureOf(client: Client, played: PlayedCalls): Promise<Omit<Failure, 'call'> | 'unknown' | null> {
  try {
    await playCalls(client, played)
    return null
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    if (error.walk((cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError) !== null) throw error
    const data = revertDataOf(error)
    if (data !== null && /^0x[0-9a-fA-F]{8,}$/.test(data)) return wordsOf(data as Hex)
    const said = error.walk((cause) => /revert|out ?of ?gas|gas required|invalid opcode|stack|EVM/i.test(detailsOf(cause)))
    if (said !== null) return { error: /gas/i.test(detailsOf(said)) ? 'OutOfGas' : '', arguments: [] }
    // The node did not accept the state overrides, or a limit stopped the simulation. So it is unknown whether the calls succeed.
    if (error.walk((cause) => [-32_601, -32_602].includes((cause as { code?: number }).code ?? 0)) !== null) return 'unknown'
    throw error
  }
}

function wordsOf(data: Hex): Omit<Failure, 'call'> | 'unknown' {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: allErrorsAbi, data })
    // The state overrides should make the timelock treat the operation as due. If the timelock still rejects the operation, the chain node ignored the
    // overrides.
    if (errorName === 'TimelockUnexpectedOperationState') return 'unknown'
    return { error: errorName, arguments: args.map((argument) => plain(String(argument))) }
  } catch {
    return { error: '', arguments: [data.slice(0, 10)] }
  }
}

function detailsOf(cause: unknown): string {
  const { message = '', details = '' } = cause as { message?: string; details?: string }
  return `${details} ${message}`
}

/**
 * Returns a text from a contract in a form that is safe to print: without characters that move the cursor or reverse the direction of the text, and with at
 * most 200 characters.
 */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').slice(0, 200)
}
