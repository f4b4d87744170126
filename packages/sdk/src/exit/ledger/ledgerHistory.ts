import {
  type Address,
  address,
  type ChannelFacts,
  channelIdOf,
  keyCurves,
  type LedgerAsset,
  ledgerAssets,
  type ServiceId,
  serviceId,
} from '@infinitio/domain'
import { decodeEventLog, type Hex, parseAbi, toEventSelector } from 'viem'
import type { ScannedLog } from '../../chain/scanLogs.ts'

/**
 * The events of a service ledger that an exit (leaving the market with only an RPC node) reads. They are written out here, so that users can still leave an old
 * ledger after the events of newer ones have changed. Never change a line.
 */
const ledgerEvents = parseAbi([
  'struct ChannelFacts { address payer; address key; uint8 curve; bytes20 service; uint8 asset; }',
  'struct ServiceFacts { address payee; address royaltyTo; uint16 royaltyBps; uint32 lockSeconds; bytes32 salt; }',
  'event ChannelFunded(bytes32 indexed channel, ChannelFacts facts, uint256 serial, uint256 deposited)',
  'event ServiceRegistered(bytes20 indexed service, ServiceFacts facts, address operator, bytes32 indexed model)',
  'event AllowanceSet(address indexed payer, uint8 indexed asset, address indexed key, uint256 left, uint256 dayCap, uint256 unsettled, uint256 until)',
])

/** First topics of the logs that `LedgerHistory` takes. */
export const ledgerTopics: readonly Hex[] = ledgerEvents.map((event) => toEventSelector(event))
const [, , allowanceTopic] = ledgerTopics

/** A channel that the account funded at any time. */
export type LoggedChannel = { readonly ledger: Address; readonly facts: ChannelFacts }
/** A service that the account registered as its payee. */
export type LoggedService = { readonly ledger: Address; readonly service: ServiceId }
/** A key that the account allowed at any time to move amounts out of its pot (its balance in the service ledger). */
export type LoggedAllowance = { readonly ledger: Address; readonly key: Address; readonly asset: LedgerAsset }

/**
 * Collects the channels, services and spending keys of one account from logs of service ledgers, in any order. Skips logs of other accounts by comparing one
 * word, because decoding all of them would take long.
 */
export class LedgerHistory {
  readonly #channels = new Map<string, LoggedChannel>()
  readonly #services = new Map<string, LoggedService>()
  readonly #allowances = new Map<string, LoggedAllowance>()
  readonly #account: Address

  constructor(account: Address) {
    this.#account = account
  }

  /** Returns everything found so far. */
  get found() {
    return { channels: [...this.#channels.values()], services: [...this.#services.values()], allowances: [...this.#allowances.values()] }
  }

  /** Adds the logs of one range. Ignores logs with other topics. */
  add(logs: readonly ScannedLog[]): void {
    for (const log of logs) if (ledgerTopics.includes(log.topics[0] ?? '0x') && this.#isOwn(log)) this.#take(log)
  }

  /** Returns true if a log is about this account. An allowance log has the account in its second topic; other logs have it in the first word of the data. */
  #isOwn({ topics, data }: ScannedLog): boolean {
    const word = topics[0] === allowanceTopic ? (topics[1] ?? '') : data.slice(0, 66)
    return word.slice(26).toLowerCase() === this.#account.slice(2)
  }

  #take({ address: ledger, topics, data }: ScannedLog): void {
    const event = decode(topics, data)
    switch (event?.eventName) {
      case 'ChannelFunded': {
        const { payer, key, curve: curveNumber, service, asset: assetNumber } = event.args.facts
        const [curve, asset] = [keyCurves[curveNumber], ledgerAssets[assetNumber]]
        if (curve === undefined || asset === undefined) return
        const parties = { payer: address(payer.toLowerCase()), key: address(key.toLowerCase()) }
        const facts = { ...parties, curve, service: serviceId(service.toLowerCase()), asset }
        this.#channels.set(`${ledger}:${channelIdOf(facts)}`, { ledger, facts })
        return
      }
      case 'ServiceRegistered': {
        const service = serviceId(event.args.service.toLowerCase())
        this.#services.set(`${ledger}:${service}`, { ledger, service })
        return
      }
      case 'AllowanceSet': {
        const [key, asset] = [address(event.args.key.toLowerCase()), ledgerAssets[event.args.asset]]
        if (asset !== undefined) this.#allowances.set(`${ledger}:${asset}:${key}`, { ledger, key, asset })
        return
      }
      default:
    }
  }
}

/** Returns null for a log with a known topic but another shape: it comes from a foreign contract. */
function decode(topics: readonly Hex[], data: Hex) {
  try {
    return decodeEventLog({ abi: ledgerEvents, topics: topics as [Hex, ...Hex[]], data, strict: true })
  } catch {
    return null
  }
}
