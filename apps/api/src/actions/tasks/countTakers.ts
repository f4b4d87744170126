import { listPoolMachines } from '@infinitio/db'
import { address, pTokenUnits, zeroAddress } from '@infinitio/domain'
import type { takersQueryWire, TakersWire } from '@infinitio/domain/wire'
import { type SeenPool, takersOf } from '@infinitio/tasks'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'

const allClasses = (1n << 256n) - 1n

/**
 * Returns how many providers could take a task of the task pool with this reward and these requirements for machines. Also returns, for each reason, how many
 * providers could not. Throws ChainUnavailableError.
 */
export async function findTakers({ tasks, db }: Pick<Services, 'tasks' | 'db'>, query: z.output<typeof takersQueryWire>): Promise<TakersWire> {
  const { chunks, reward, submitter = zeroAddress, classMask, minVramGib = 0, minTier = 0, fingerprint } = query
  const seen = await tasks.read()
  if (seen === null) return { blockNumber: 0, now: 0, takers: null }
  const terms = { classMask: classMask === undefined ? allClasses : BigInt(classMask), minVramGib, minTier }
  const batch = { ...terms, chunks, reward: pTokenUnits(BigInt(reward)), submitter: address(submitter) }
  return { blockNumber: seen.head.block, now: seen.head.at, takers: await countTakers({ db }, { batch, fingerprint }, seen) }
}

/**
 * Counts the staked providers that can take a task of a batch (tasks that one account submitted together) now, and the other providers by the reason why they
 * cannot.
 */
export async function countTakers({ db }: Pick<Services, 'db'>, batch: Parameters<typeof takersOf>[0], seen: SeenPool) {
  const machines = await listPoolMachines(db, { providers: [...seen.view.accounts.keys()] })
  return takersOf(batch, { view: seen.view, at: seen.head.at, machines })
}
