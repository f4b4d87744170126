import { attestationsAbi, nameKey } from '@infinitio/chain'
import { readContract } from 'viem/actions'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import type { ChainClock } from '../chain/createChainClock.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import { keepOfHead } from '../chain/keepOfHead.ts'

/**
 * The newest Merkle root that a quorum of validators attested for one subject (the name of a list, such as `nodes`). `full` is true if at least four validators
 * signed it. `root` is zero before the first attestation; `time` is in Unix seconds.
 */
export type AttestedRoot = { readonly root: string; readonly epoch: bigint; readonly time: number; readonly full: boolean }

/** The names under which validators sign the attested lists that the API reads: machines (`nodes`), closed leases (`closed`) and providers (`reputation`). */
type Subject = 'nodes' | 'closed' | 'reputation'

/**
 * Returns the newest Merkle root that validators attested for a list. While the chain answers, callers at the same block share one request to it. Throws
 * ChainUnavailableError.
 */
export type AttestedReader = { read(subject: Subject): Promise<AttestedRoot> }

/** Creates the reader of the roots that validators attested. */
export function createAttestedReader({ facts, clock }: { facts: MarketFactsReader; clock: ChainClock }): AttestedReader {
  const keep = keepOfHead()
  const load = async (subject: Subject): Promise<AttestedRoot> => {
    const { attestations } = (await facts.read()).addresses
    const read = { address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] } as const
    return await readContract(facts.client, read).catch((cause: unknown) => {
      throw new ChainUnavailableError('the attested root cannot be read', { cause })
    })
  }
  return {
    read(subject) {
      const { ok, blockNumber } = clock.read()
      return ok ? keep(`${blockNumber}`, subject, () => load(subject)) : load(subject)
    },
  }
}
