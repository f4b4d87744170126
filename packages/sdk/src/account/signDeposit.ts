import { address, hex32, marketMessageTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 600
const permitType = [
  { name: 'owner', type: 'address' },
  { name: 'spender', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint256' },
]

/**
 * The arguments of a deposit. `amount` is in base units, `nonce` is an unused ask nonce of the account, and `permitNonce` is the result of PToken's
 * `nonces(account)`.
 */
export type DepositArgs = {
  readonly amount: bigint
  readonly nonce: bigint
  readonly permitNonce: bigint
  readonly chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'>
}

/**
 * Signs a deposit from the signer's wallet into its Market balance, and PToken's permit for the amount. Costs no gas
 * and no relay fee. Valid for ten minutes.
 */
export async function signDeposit(signer: TypedDataSigner, { amount, nonce, permitNonce, chain }: DepositArgs): Promise<RelayRequestWire> {
  const account = address(signer.address.toLowerCase())
  const expiry = chain.chainNow + signedLifeSeconds
  const message = { account, amount: pTokenUnits(amount), relayFee: pTokenUnits(0n), nonce, expiry: unixSeconds(BigInt(expiry)) }
  const signature = await signTypedData(signer, marketMessageTypedData('Deposit', message, signingDomainOf(chain)))
  const permit = await signPermit(signer, { account, amount, permitNonce, chain, deadline: BigInt(expiry) })
  return { kind: 'deposit', account, amount: amount.toString(), relayFee: '0', nonce: nonce.toString(), expiry, permit, signature }
}

type PermitArgs = Pick<DepositArgs, 'amount' | 'permitNonce' | 'chain'> & { readonly account: string; readonly deadline: bigint }

async function signPermit(signer: TypedDataSigner, { account, amount, permitNonce, chain, deadline }: PermitArgs) {
  const { ptoken, market } = chain.addresses
  const signature = await signTypedData(signer, {
    domain: { name: 'Infinitio PToken', version: '1', chainId: chain.chainId, verifyingContract: address(ptoken) },
    types: { Permit: permitType },
    primaryType: 'Permit',
    message: { owner: account, spender: market, value: amount, nonce: permitNonce, deadline },
  })
  const word = (from: number) => hex32(`0x${signature.slice(from, from + 64)}`)
  return { deadline: deadline.toString(), v: Number.parseInt(signature.slice(130), 16), r: word(2), s: word(66) }
}
