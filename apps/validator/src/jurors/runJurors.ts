import { createChainClient, simulatedJurors } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { Hex } from 'viem'
import { repeatRounds } from '../validator/repeatRounds.ts'
import { type Jurors, voteAsJurors } from './voteAsJurors.ts'

const timeoutMs = 15_000

/** The settings of the process that jurors need. */
type JurorEnv = { readonly RPC_URL: string; readonly DIRECTORY_ADDRESS: string; readonly POLL_MS: number }

/** Lets the simulated jurors of a development chain vote, every `POLL_MS`. `stop` waits for the round in progress. A failed round is logged. */
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
