import { address, marketMessageTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { AddressesWire, ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * A message that the market sends to the chain for an account, so that the account pays no gas. - Withdrawal: `amount` and `relayFee` are in base units.
 * `relayFee` is the fee that the wallet endpoint returns; the default is 0. `nonce` is an unused ask nonce. - Cancellation of an ask, a signing permission, an
 * auto-extend order or a bid, or of all orders with a nonce below a number. - Session key: grants a key (total and daily limits in 1e-9 PToken, expiry in Unix
 * seconds) or revokes it.
 */
export type AccountMessage =
  | { kind: 'withdraw'; amount: bigint; to: string; nonce: bigint; relayFee?: bigint }
  | { kind: 'cancelAsk'; nonce: bigint }
  | { kind: 'cancelBid'; nonce: bigint }
  | { kind: 'raiseFloor'; floor: bigint }
  | { kind: 'authorize'; key: string; totalLeft: bigint; dayCap: bigint; sessionExpiry: number; nonce: bigint }
  | { kind: 'revoke'; key: string; nonce: bigint }

/** The message to sign, the market's chain data, and the fee that the signer pays to the market for sending it, in base units (default 0). */
type AccountMessageArgs = {
  readonly message: AccountMessage
  readonly relayFee?: bigint
  readonly chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'>
}

const signedLifeSeconds = 600

/**
 * Signs a message about the signer's money, orders or session keys, with an optional relay fee. The signature is valid for ten minutes. (For a deposit, use
 * `signDeposit`.) Throws `account.receiver_invalid` for a withdrawal to a contract that `chain` names. Before a withdrawal to any account other than the
 * signer, also call `checkReceiver`, which finds the other contracts of the market, too.
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
      if (to !== account && isContractIn(chain.addresses, to)) throw refusal('account.receiver_invalid', { detail: to })
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

/** Returns true if `to` is one of the market's contracts in `addresses`. No contract of the market credits or returns tokens that it receives by a transfer. */
function isContractIn(addresses: AddressesWire, to: string): boolean {
  return Object.values(addresses).some((one) => one?.toLowerCase() === to)
}
