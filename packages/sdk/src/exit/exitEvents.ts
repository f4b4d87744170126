import { directoryAbi, marketAbi, stakeVaultAbi } from '@infinitio/chain'
import { type Abi, type AbiEvent, parseAbi, toEventSelector } from 'viem'

/**
 * The events that an exit (leaving the market with only an RPC node) reads from logs: opened, changed, tokenised and closed leases, session keys, bonds, and
 * every contract that the Directory has listed. They are written as a fixed list here, and not taken from the present contracts, so that users can still leave
 * an old Market after the events of newer contracts have changed. Never change a line. If an event gets a newer form, add a line for it once a deployment uses
 * it.
 */
export const writtenEvents = parseAbi([
  'struct LeaseTerms { address renter; address provider; bytes32 node; bytes32 hostKey; uint96 pricePerGpuSecond; uint8 gpus; uint40 start; uint32 durationSeconds; uint32 noticeSeconds; uint32 trialSeconds; uint16 feeBps; uint8 flags; uint64 askNonce; uint32 askMaxDurationSeconds; uint40 askAvailableUntil; bytes32 workloadHash; }',
  'event Settled(uint256 indexed leaseId, bytes32 indexed askHash, bytes32 indexed bidHash, LeaseTerms terms, uint256 escrow, uint256 relayFee, address relayer, uint64 bidNonce)',
  'event LeaseExtended(uint256 indexed leaseId, uint40 end, uint32 durationSeconds, uint256 escrowAdded, uint256 relayFee, address relayer)',
  'event LeaseTokenised(uint256 indexed leaseId, address indexed owner)',
  'event LeaseClosed(uint256 indexed leaseId, uint8 reason, uint256 pay, uint256 renterFee, uint256 providerFee, uint256 refund)',
  'event SessionAuthorized(address indexed account, address indexed key, uint64 totalLeft, uint64 dayCap, uint40 expiry)',
  'event Bonded(address indexed account, bytes32 indexed purpose, address indexed payer, uint256 amount, uint256 bonded)',
  'event EntrySet(bytes32 indexed name, address indexed previous, address indexed current)',
])

type ExitEvent = (typeof writtenEvents)[number]

/**
 * Returns `writtenEvents`, and each event of the present contracts that has the same name but another form. The result has the type of `writtenEvents`, because
 * leaving the market (an exit) reads only fields that every form has.
 */
export function eventsOfAllEditions(today: Abi): readonly ExitEvent[] {
  const names = new Set<string>(writtenEvents.map(({ name }) => name))
  const topics = new Set(writtenEvents.map((event) => toEventSelector(event)))
  const isNewer = (item: Abi[number]): item is AbiEvent => item.type === 'event' && names.has(item.name) && !topics.has(toEventSelector(item))
  return [...writtenEvents, ...(today.filter(isNewer) as ExitEvent[])]
}

/** The events that an exit (leaving the market without its servers) reads, in the forms of the present contracts and of earlier ones. */
export const exitEvents = eventsOfAllEditions([...marketAbi, ...stakeVaultAbi, ...directoryAbi])

/** Functions that later versions of the Market added. An older Market reverts on them. */
export const laterMarketAbi = parseAbi([
  'struct Session { uint64 totalLeft; uint64 dayCap; uint64 spentToday; uint24 day; uint40 expiry; }',
  'function leaseToken() view returns (address)',
  'function sessionOf(address owner, address key) view returns (Session)',
  'function revoke(address key)',
])

/** First topics of `exitEvents`. */
export const exitTopics = exitEvents.map((event) => toEventSelector(event))

/** The first topics of logs that open a lease. The data of such a log begins with the addresses of renter and provider. */
export const settledTopics: ReadonlySet<string> = new Set(exitEvents.flatMap((event) => (event.name === 'Settled' ? [toEventSelector(event)] : [])))
