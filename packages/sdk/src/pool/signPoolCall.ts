import { type ContractCall, signedFormOf } from '@infinitio/chain'
import { type Address, address, hex32, poolCallTypedData, pTokenUnits, type UnixSeconds, unixSeconds } from '@infinitio/domain'
import type { ChainWire, PoolCallWire } from '@infinitio/domain/wire'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 600
const permitType = [
  { name: 'owner', type: 'address' },
  { name: 'spender', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint256' },
]

/**
 * A call of the task pool that the signer's account makes without paying gas. The signer's balance in the pool falls by at most `maxSpend` base units, 0 by
 * default. `nonce` is any 64-bit number that the signer has not used. `expiry` is the last second in which the chain accepts the call, by default ten minutes
 * from now.
 */
export type PoolCallToSign = {
  readonly call: ContractCall
  readonly chain: Pick<ChainWire, 'chainId' | 'chainNow'>
  readonly maxSpend?: bigint
  readonly nonce?: bigint
  readonly expiry?: UnixSeconds
}

/** Signs a call of the task pool. `sendPoolCalls` sends it, so that the signer pays no gas. Throws if `call` is not a call of a function of the pool. */
export async function signPoolCall(signer: TypedDataSigner, { call, chain, maxSpend = 0n, nonce, expiry }: PoolCallToSign): Promise<PoolCallWire> {
  const account = address(signer.address.toLowerCase())
  const signed = signedFormOf(call, {
    ...{ account, maxSpend: pTokenUnits(maxSpend), nonce: nonce ?? randomNonce() },
    expiry: expiry ?? unixSeconds(BigInt(chain.chainNow + signedLifeSeconds)),
  })
  const signature = await signTypedData(signer, poolCallTypedData(signed, { chainId: chain.chainId, pool: call.to }))
  const numbers = { maxSpend: signed.maxSpend.toString(), nonce: signed.nonce.toString(), expiry: Number(signed.expiry) }
  return { kind: 'call', account, what: signed.what, data: signed.data, ...numbers, signature }
}

function randomNonce(): bigint {
  const [nonce] = crypto.getRandomValues(new BigUint64Array(1))
  return nonce ?? 0n
}

/** A deposit of `amount` base units of PToken into the signer's balance in the task pool. `permitNonce` is the result of PToken's `nonces(account)`. */
export type PoolDepositToSign = {
  readonly amount: bigint
  readonly permitNonce: bigint
  readonly pool: Address
  readonly chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'>
}

/** Signs the permit (EIP-2612) that allows a deposit of PToken into the task pool, valid for ten minutes. The deposit needs no other signature. */
export async function signPoolDeposit(signer: TypedDataSigner, { amount, permitNonce, pool, chain }: PoolDepositToSign): Promise<PoolCallWire> {
  const account = address(signer.address.toLowerCase())
  const deadline = BigInt(chain.chainNow + signedLifeSeconds)
  const signature = await signTypedData(signer, {
    domain: { name: 'Infinitio PToken', version: '1', chainId: chain.chainId, verifyingContract: address(chain.addresses.ptoken) },
    types: { Permit: permitType },
    primaryType: 'Permit',
    message: { owner: account, spender: pool, value: amount, nonce: permitNonce, deadline },
  })
  const word = (from: number) => hex32(`0x${signature.slice(from, from + 64)}`)
  const permit = { deadline: deadline.toString(), v: Number.parseInt(signature.slice(130), 16), r: word(2), s: word(66) }
  return { kind: 'deposit', account, amount: amount.toString(), permit }
}
