import { randomUUID } from 'node:crypto'
import { devFaucetAbi } from '@infinitio/chain'
import { findLastFaucetRelay, insertRelay } from '@infinitio/db'
import { type Address, canonicalJson, type Refusal } from '@infinitio/domain'
import { readContract } from 'viem/actions'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import type { Services } from '../../services/services.ts'
import { developmentChainId } from '../../chain/createMarketFacts.ts'

const sameRequestMs = 60_000
const daySeconds = 86_400

/**
 * Requests funds for an account from the development chain's faucet. A new request is stored only if the faucet's last payout to the account is at least a day
 * ago (24 h of the block clock). It is stored as a relay, and the worker sends its transaction. Another call within one minute returns the same relay. Throws
 * ChainUnavailableError. Refuses with `chain.not_development`, `account.faucet_used`.
 */
export async function requestFaucet(services: Services, { account }: { account: Address }): Promise<{ relayId: string } | Refusal> {
  const { chainId, addresses } = await services.facts.read()
  const { faucet } = addresses
  if (chainId !== developmentChainId || faucet === null) return { rejected: 'chain.not_development' }
  const last = await lastDripAt(services, { faucet, account })
  await services.clock.refresh()
  // Days since the faucet last paid this account, or days since 1970 if it never did; both by the block clock. This number is part of the key of the stored
  // relay (a message that the worker sends to the chain). So an account can request once a day, even if the worker failed to send the request of the day
  // before.
  const day = Math.floor((services.clock.read().now - last) / daySeconds)
  const relay = {
    id: randomUUID(),
    relayKey: `faucet:${account}:${last}:${day}`,
    kind: 'faucet',
    leaseId: null,
    account,
    payload: canonicalJson({ account }),
  } as const
  const stored = day < 1 ? null : await services.db.transaction((tx) => insertRelay(tx, relay))
  if (stored?.created === true) return { relayId: stored.id }
  const before = await findLastFaucetRelay(services.db, { account })
  if (before !== null && Date.now() - before.createdAt.getTime() < sameRequestMs) return { relayId: before.relayId }
  return { rejected: 'account.faucet_used' }
}

/** Returns the block time of the faucet's last payout to an account, or 0. */
async function lastDripAt({ facts }: Services, { faucet, account }: { faucet: Address; account: Address }): Promise<number> {
  const read = { address: faucet, abi: devFaucetAbi, functionName: 'lastDripAt', args: [account] } as const
  return Number(
    await readContract(facts.client, read).catch((cause: unknown) => {
      throw new ChainUnavailableError('the faucet cannot be read', { cause })
    }),
  )
}
