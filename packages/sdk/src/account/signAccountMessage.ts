import { address, type ErrorCode, marketMessageTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { AddressesWire, ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * What an account can have carried to the chain without gas: a withdrawal (`amount` and `relayFee` in base units, the fee as the wallet names it, 0 when
 * left out; `nonce` an unused ask nonce of its own),
 * the cancellation of an ask, mandate or standing order, of a bid, or of all orders with a smaller nonce; a session key given (what it may
 * spend in all and a day, in 1e-9 PToken, and until when, in Unix seconds) or taken back.
 */
export type AccountMessage =
  | { kind: 'withdraw'; amount: bigint; to: string; nonce: bigint; relayFee?: bigint }
  | { kind: 'cancelAsk'; nonce: bigint }
  | { kind: 'cancelBid'; nonce: bigint }
  | { kind: 'raiseFloor'; floor: bigint }
  | { kind: 'authorize'; key: string; totalLeft: bigint; dayCap: bigint; sessionExpiry: number; nonce: bigint }
  | { kind: 'revoke'; key: string; nonce: bigint }

/** A message, the market it is for, and what its signer pays to the sender, in base units; 0 unless given. */
type AccountMessageArgs = {
  readonly message: AccountMessage
  readonly relayFee?: bigint
  readonly chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'>
}

const signedLifeSeconds = 600

/**
 * Signs a message about the signer's own money, orders and session keys, with a relay fee where one is given. Good for ten minutes. A deposit:
 * `signDeposit`. Throws `account.receiver_invalid`.
 */
export async function signAccountMessage(
  signer: TypedDataSigner,
  { message, relayFee: fee = 0n, chain }: AccountMessageArgs,
): Promise<RelayRequestWire> {
  const account = address(signer.address.toLowerCase())
  const seconds = chain.chainNow + signedLifeSeconds
  const about = { account, relayFee: pTokenUnits(fee), expiry: unixSeconds(BigInt(seconds)) }
  const relayFee = fee.toString()
  const domain = signingDomainOf(chain)
  switch (message.kind) {
    case 'withdraw': {
      const { amount, nonce } = message
      const to = address(message.to.toLowerCase())
      const refused = receiverRefusal(to, chain.addresses)
      if (refused !== null) throw refusal(refused, { detail: to })
      const paid = { ...about, relayFee: pTokenUnits(message.relayFee ?? fee) }
      const data = marketMessageTypedData('Withdraw', { ...paid, amount: pTokenUnits(amount), to, nonce }, domain)
      const fields = { account, amount: amount.toString(), to, relayFee: paid.relayFee.toString(), nonce: nonce.toString(), expiry: seconds }
      return { kind: 'withdraw', ...fields, signature: await signTypedData(signer, data) }
    }
    case 'cancelAsk':
    case 'cancelBid': {
      const { kind, nonce } = message
      const data = marketMessageTypedData(kind === 'cancelAsk' ? 'CancelAsk' : 'CancelBid', { ...about, nonce }, domain)
      return { kind, account, relayFee, nonce: nonce.toString(), expiry: seconds, signature: await signTypedData(signer, data) }
    }
    case 'raiseFloor': {
      const { floor } = message
      const data = marketMessageTypedData('RaiseFloor', { ...about, floor }, domain)
      return { kind: 'raiseFloor', account, relayFee, floor: floor.toString(), expiry: seconds, signature: await signTypedData(signer, data) }
    }
    case 'authorize': {
      const { totalLeft, dayCap, sessionExpiry, nonce } = message
      const key = address(message.key.toLowerCase())
      const limits = { totalLeft, dayCap, sessionExpiry: unixSeconds(BigInt(sessionExpiry)) }
      const signature = await signTypedData(signer, marketMessageTypedData('Authorize', { ...about, key, ...limits, nonce }, domain))
      const fields = { account, key, totalLeft: totalLeft.toString(), dayCap: dayCap.toString(), sessionExpiry, relayFee }
      return { kind: 'authorize', ...fields, nonce: nonce.toString(), expiry: seconds, signature }
    }
    case 'revoke': {
      const { nonce } = message
      const key = address(message.key.toLowerCase())
      const signature = await signTypedData(signer, marketMessageTypedData('Revoke', { ...about, key, nonce }, domain))
      return { kind: 'revoke', account, key, relayFee, nonce: nonce.toString(), expiry: seconds, signature }
    }
  }
}

/**
 * Returns `account.receiver_invalid` for a receiver of a withdrawal that could not pay the tokens out again: the Market, its lease token and PToken.
 * The contract refuses the Market's extension as well.
 */
function receiverRefusal(to: string, addresses: Pick<AddressesWire, 'market' | 'leaseToken' | 'ptoken'>): ErrorCode | null {
  const { market, leaseToken, ptoken } = addresses
  return [market, leaseToken, ptoken].includes(to.toLowerCase()) ? 'account.receiver_invalid' : null
}
