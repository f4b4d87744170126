import type { ProposalWire } from '@infinitio/domain/wire'

/**
 * Returns the next deadline of a proposal and the seconds until it. `opens` and `left`: voting opens or ends. `queueBy`: the proposal can be queued until then.
 * `due`: it can be executed from then on. `executeBy`: it can be executed until then. Returns null if there is none.
 */
export function nextOf(
  { state, votesFrom, votesUntil, executableAt, expiresAt }: Pick<ProposalWire, 'state' | 'votesFrom' | 'votesUntil' | 'executableAt' | 'expiresAt'>,
  now: number,
): { readonly key: 'opens' | 'left' | 'queueBy' | 'due' | 'executeBy'; readonly seconds: number } | null {
  if (state === 'pending') return { key: 'opens', seconds: votesFrom - now }
  if (state === 'active') return { key: 'left', seconds: votesUntil - now }
  if (state === 'succeeded' && expiresAt !== null) return { key: 'queueBy', seconds: expiresAt - now }
  if (state !== 'queued' || executableAt === null || expiresAt === null) return null
  return executableAt > now ? { key: 'due', seconds: executableAt - now } : { key: 'executeBy', seconds: expiresAt - now }
}
