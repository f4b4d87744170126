import type { epochStates } from '@infinitio/domain/wire'
import type { ReadEpoch } from '@infinitio/chain'
import { statementOf } from '@infinitio/sdk/emission'
import type { EmissionStanding } from './createEmissionReader.ts'

/** Returns the statement that validators sign for an epoch. */
export function statementOfEpoch({ chainId }: EmissionStanding, deployed: NonNullable<EmissionStanding['deployed']>, { terms }: ReadEpoch): string {
  return statementOf(terms, { chainId: BigInt(chainId), emission: deployed.contract })
}

/**
 * Returns the state of an epoch: open to challenges, waiting for an answer, or final. An epoch is final if it and all
 * before it are, or if the next claim would make them final.
 */
export function stateOfEpoch({ blockTimestamp }: EmissionStanding, epochs: readonly ReadEpoch[], epoch: ReadEpoch): (typeof epochStates)[number] {
  const upTo = epochs.filter(({ terms }) => terms.epoch <= epoch.terms.epoch)
  if (upTo.every(({ finalAt, openDemands }) => blockTimestamp >= finalAt && openDemands === 0)) return 'final'
  return blockTimestamp < epoch.challengeUntil ? 'open' : 'waiting'
}
