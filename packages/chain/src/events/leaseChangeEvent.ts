import { address, durationSeconds, leaseId, orderHash, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { decodeMarketError } from '../errors/decodeMarketError.ts'
import type { ChainEvent } from './chainEvent.ts'
import type { DecodedLog } from './decodedLog.ts'

const toAddress = (text: string) => address(text.toLowerCase())

/** Decodes events of Market and LeaseToken about extensions and credits of leases, holders, session keys and skipped items; returns null for any other log. */
export function leaseChangeEvent(log: DecodedLog): ChainEvent | null {
  switch (log.eventName) {
    case 'LeaseExtended': {
      const { end, durationSeconds: duration, escrowAdded, relayFee, relayer } = log.args
      const window = { end: unixSeconds(BigInt(end)), durationSeconds: durationSeconds(BigInt(duration)) }
      const money = { escrowAdded: pTokenUnits(escrowAdded), relayFee: pTokenUnits(relayFee), relayer: toAddress(relayer) }
      return { name: 'LeaseExtended', leaseId: leaseId(log.args.leaseId), ...window, ...money }
    }
    case 'LeaseCredited': {
      const { creditSeconds, totalSeconds, refund } = log.args
      const seconds = { creditSeconds: durationSeconds(BigInt(creditSeconds)), totalSeconds: durationSeconds(BigInt(totalSeconds)) }
      return { name: 'LeaseCredited', leaseId: leaseId(log.args.leaseId), ...seconds, refund: pTokenUnits(refund) }
    }
    case 'LeaseTokenised':
      return { name: 'LeaseTokenised', leaseId: leaseId(log.args.leaseId), owner: toAddress(log.args.owner) }
    case 'Transfer':
      return { name: 'LeaseTokenMoved', leaseId: leaseId(log.args.tokenId), from: toAddress(log.args.from), to: toAddress(log.args.to) }
    case 'CompensationPaid':
      return { name: 'CompensationPaid', leaseId: leaseId(log.args.leaseId), to: toAddress(log.args.to), amount: pTokenUnits(log.args.amount) }
    case 'SettleSkipped': {
      const { index, bidHash, reason } = log.args
      return { name: 'SettleSkipped', index: Number(index), bidHash: orderHash(bidHash), error: decodeMarketError(reason) }
    }
    default:
      return sessionEvent(log)
  }
}

function sessionEvent(log: DecodedLog): ChainEvent | null {
  switch (log.eventName) {
    case 'SessionAuthorized': {
      const { totalLeft, dayCap, expiry } = log.args
      return { name: 'SessionAuthorized', ...keyOf(log.args), totalLeft, dayCap, expiry: unixSeconds(BigInt(expiry)) }
    }
    case 'SessionRevoked':
      return { name: 'SessionRevoked', ...keyOf(log.args) }
    case 'SessionSpent': {
      const { amount, totalLeft, spentToday } = log.args
      return { name: 'SessionSpent', ...keyOf(log.args), spent: amount, totalLeft, spentToday }
    }
    case 'RelayFeePaid': {
      const { account, relayer, amount } = log.args
      return { name: 'RelayFeePaid', account: toAddress(account), relayer: toAddress(relayer), amount: pTokenUnits(amount) }
    }
    case 'NonceUsed':
      return { name: 'NonceUsed', account: toAddress(log.args.account), nonce: log.args.nonce }
    default:
      return null
  }
}

function keyOf({ account, key }: { account: string; key: string }) {
  return { account: toAddress(account), key: toAddress(key) }
}
