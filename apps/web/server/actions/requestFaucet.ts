import { randomUUID } from 'node:crypto'
import { findRelay, insertRelay } from '@infinitio/db'
import { type Address, canonicalJson, type Refusal } from '@infinitio/domain'
import type { Services } from '../services.ts'
import { developmentChainId } from './readChain.ts'

const sameRequestMs = 60_000

/**
 * Funds an account on the development chain once a day: the worker sends the drip. Asking again within a minute gives the same relay. Refuses with
 * `chain.not_development`, `account.faucet_used`.
 */
export async function requestFaucet(services: Services, { account }: { account: Address }): Promise<{ relayId: string } | Refusal> {
  const { chainId, addresses } = await services.facts.read()
  if (chainId !== developmentChainId || addresses.faucet === null) return { rejected: 'chain.not_development' }
  const day = Math.floor(Date.now() / 86_400_000)
  const stored = await services.db.transaction((tx) =>
    insertRelay(tx, {
      id: randomUUID(),
      relayKey: `faucet:${account}:${day}`,
      kind: 'faucet',
      leaseId: null,
      account,
      payload: canonicalJson({ account }),
    }),
  )
  if (stored.created) return { relayId: stored.id }
  const before = await findRelay(services.db, { relayId: stored.id })
  if (before !== null && Date.now() - before.createdAt.getTime() < sameRequestMs) return { relayId: stored.id }
  return { rejected: 'account.faucet_used' }
}
