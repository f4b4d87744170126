import { depositToPoolWithPermitCall, relayableCallOf } from '@infinitio/chain'
import {
  address,
  hashPoolCall,
  hex32,
  isRefusal,
  type PoolCall,
  type PoolSigningDomain,
  pTokenUnits,
  type Refusal,
  unixSeconds,
} from '@infinitio/domain'
import type { PoolCallWire } from '@infinitio/domain/wire'
import { keccak256, type Hex, toHex } from 'viem'
import { checkSignedOrder } from '../../intake/checkSignedOrder.ts'
import { publicCall } from '../../rpc/createPublicRpc.ts'
import type { Services } from '../../services/services.ts'
import { contractRefusal, mayBeOfContract } from '../../signatures/contractRefusal.ts'

type SignedWire = Extract<PoolCallWire, { kind: 'call' }>
type DepositWire = Extract<PoolCallWire, { kind: 'deposit' }>
type Asked = { readonly domain: PoolSigningDomain; readonly caller: string }

/** The gas limit for a deposit by permit. */
const depositGas = 400_000n

/** Returns the idempotency key of a call. If a client sends the call again, the key is the same, so the call is stored only once. */
export function poolCallKeyOf(call: PoolCallWire, domain: PoolSigningDomain): string {
  if (call.kind === 'call') return hashPoolCall(poolCallOf(call), domain)
  const { account, amount, permit } = call
  return keccak256(toHex(['deposit', domain.chainId, domain.pool, account, amount, permit.r, permit.s].join()))
}

/** Returns the fields of a call for the task pool that its account signed. */
export function poolCallOf({ account, what, data, maxSpend, nonce, expiry }: SignedWire): PoolCall {
  const amounts = { maxSpend: pTokenUnits(BigInt(maxSpend)), nonce: BigInt(nonce), expiry: unixSeconds(BigInt(expiry)) }
  return { account: address(account), what, data: data as Hex, ...amounts }
}

/**
 * Checks a call for the task pool. It must be a call that the account signed, or a deposit with a permit (a signed approval of the token) that the chain
 * accepts. Returns the name of the called function. Refuses with `task.call_invalid`, `task.call_expired`, `task.permit_refused`, `auth.signature_*`,
 * `chain.node_busy` and the codes of `contractRefusal`.
 */
export async function provePoolCall(services: Services, call: PoolCallWire, asked: Asked): Promise<string | Refusal> {
  return call.kind === 'call' ? proveSigned(services, call, asked) : provePermit(services, call, asked)
}

async function proveSigned(services: Services, call: SignedWire, { domain, caller }: Asked): Promise<string | Refusal> {
  const called = relayableCallOf(call.data as Hex)
  if (called === null) return { rejected: 'task.call_invalid', detail: 'data' }
  if (called.what !== call.what) return { rejected: 'task.call_invalid', detail: 'what' }
  if (call.expiry <= services.clock.read().now) return { rejected: 'task.call_expired' }
  const signed = poolCallOf(call)
  const signer = signed.account
  const { signature } = call
  const checked = checkSignedOrder(({ chainId, market }) => hashPoolCall(signed, { chainId, pool: market }), {
    ...{ signer, signature },
    domain: { chainId: domain.chainId, market: domain.pool },
  })
  if (!isRefusal(checked)) return called.name
  if (!mayBeOfContract(checked)) return checked
  const question = { account: signer, digest: hex32(hashPoolCall(signed, domain)), signature, caller }
  return (await contractRefusal(services, question, checked)) ?? called.name
}

/** Simulates the deposit on the chain's state before accepting it, so that the worker pays no gas for an invalid permit. */
async function provePermit({ publicRpc }: Services, { account, amount, permit }: DepositWire, { domain, caller }: Asked): Promise<string | Refusal> {
  const { deadline, v, r, s } = permit
  const { to, data } = depositToPoolWithPermitCall({
    ...{ pool: domain.pool, owner: address(account), amount: BigInt(amount) },
    permit: { deadline: BigInt(deadline), v, r: r as Hex, s: s as Hex },
  })
  const answer = await publicCall(publicRpc, { caller, to, data, gas: depositGas })
  if (answer.kind === 'busy') return { rejected: 'chain.node_busy' }
  return answer.kind === 'returned' ? 'depositWithPermit' : { rejected: 'task.permit_refused' }
}
