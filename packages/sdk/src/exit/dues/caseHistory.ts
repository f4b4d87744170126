import type { Address } from '@infinitio/domain'
import { getAbiItem, type Hex, parseAbi, toEventSelector } from 'viem'
import type { ScannedLog } from '../../chain/scanLogs.ts'

/**
 * The events that name a party of a case: a finding, a dispute, a carbon proof or a project of the incubator. They are written out here, so that users can
 * still leave an old contract after the events of newer ones have changed. Never change a line. Each has the number of the case in its second topic.
 */
const caseEvents = parseAbi([
  'struct ChannelFacts { address payer; address key; uint8 curve; bytes20 service; uint8 asset; }',
  'struct CarbonProof { bytes32 source; bytes32 seal; bytes32 meterHash; bytes32 site; uint64 coverage; uint40 from; uint40 until; bytes32[] nodes; }',
  'event FindingFiled(uint256 indexed id, address indexed accuser, bytes20 indexed service, ChannelFacts facts, uint24 serial, uint8 act, uint96 number, uint96 loss, uint256 panelId, uint40 lapsesAt, bytes32[] evidence)',
  'event LeaseDisputed(uint256 indexed id, address indexed opener, address indexed provider, address market, uint256 leaseId, uint256 claim, uint256 bond, uint40 until)',
  'event SlashDisputed(uint256 indexed id, address indexed opener, bytes32 indexed purpose, address victim, uint256 amount, uint256 bond, uint40 until)',
  'event Appealed(uint256 indexed id, address indexed appellant, uint256 bond, uint40 until)',
  'event VoteRevealed(uint256 indexed id, uint8 indexed round, address indexed juror, uint8 vote)',
  'event CarbonFiled(uint256 indexed id, address indexed provider, bytes32 indexed seal, CarbonProof proof, uint256 panelId, uint256 bond, uint256 pot)',
  'event Sponsored(uint256 indexed id, address indexed sponsor, uint256 amount, uint256 locked)',
])

/** First topics of the logs that `CaseHistory` takes. */
export const caseTopics: readonly Hex[] = caseEvents.map((event) => toEventSelector(event))

/** A case in which the account is or was a party, by its number at a contract. */
export type LoggedCase = { readonly contract: Address; readonly id: bigint }

/** The victim of a disputed slash is not in the topics. It is the first word of the data. */
const slashTopic = toEventSelector(getAbiItem({ abi: caseEvents, name: 'SlashDisputed' }))
const wordChars = 66

/** Collects the cases of one account from logs, in any order. */
export class CaseHistory {
  readonly #cases = new Map<string, LoggedCase>()
  readonly #word: string

  constructor(account: Address) {
    this.#word = `0x${account.slice(2).toLowerCase().padStart(64, '0')}`
  }

  /** Returns everything found so far. */
  get found() {
    return { cases: [...this.#cases.values()] }
  }

  /** Adds the logs of one range. Ignores logs with other topics and logs of other accounts. */
  add(logs: readonly ScannedLog[]): void {
    for (const { address: contract, topics, data } of logs) {
      const [event = '0x', id, ...named] = topics
      const parties = event === slashTopic ? [...named, data.slice(0, wordChars)] : named
      if (id === undefined || !caseTopics.includes(event) || !parties.some((word) => word.toLowerCase() === this.#word)) continue
      this.#cases.set(`${contract}:${id}`, { contract, id: BigInt(id) })
    }
  }
}
