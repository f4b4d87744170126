import { type Client, refusal } from '@infinitio/sdk'
import {
  type Address,
  address,
  askRelease,
  assetUnits,
  type ChannelFacts,
  channelIdOf,
  channelOfWire,
  type LedgerChannel,
  readOffers,
  readOwnChannels,
} from '@infinitio/sdk/services'
import { agreed } from '../terminal/ask.ts'
import { utcText } from '../terminal/texts.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { callService } from './callService.ts'
import { amountOf, type AssetOptions, assetText, type LedgerOptions, type OpenLedger, openLedger, outOfPot, serviceOf } from './openLedger.ts'

/**
 * Adds an amount to the payment channel of a key to a service: first out of the wallet's pot (its balance in the service ledger), then out of the wallet.
 * Throws `service.unknown`, `service.channel_exiting`. Like every function here, it throws the codes of `OpenLedger.act`.
 */
export async function fundChannel(
  service: string,
  { key, amount: text, asset, ...options }: AssetOptions & { key: string; amount: string },
): Promise<void> {
  const amount = amountOf(text)
  const opened = await openLedger(options)
  const { ledger, account, act } = opened
  const facts: ChannelFacts = { payer: account, key: address(keyAddress(key)), curve: 'secp256k1', service: serviceOf(service), asset }
  const [{ payee, lockSeconds }, state] = await Promise.all([ledger.serviceOf(facts.service), ledger.channelOf(channelIdOf(facts))])
  if (state.exitAt !== 0) throw refusal('service.channel_exiting', { detail: `until ${utcText(state.exitAt)} UTC` })
  const total = assetUnits(state.deposited + amount)
  const { moves, costs } = await outOfPot(opened, { asset, amount })
  await act([...moves, { kind: 'fund', channel: facts, serial: state.serial, total }], {
    costs: [
      ['Paid to', payee],
      ['Key that signs requests', facts.key],
      ...costs,
      ['Left in the channel then', assetText(state.deposited - state.settled + amount, asset)],
      ['Lock after an exit', `${lockSeconds / 3_600} h`],
    ],
    done: `The channel ${channelIdOf(facts)} holds ${assetText(state.deposited - state.settled + amount, asset)}`,
    value: { channel: channelIdOf(facts), serial: state.serial, deposited: `${total}` },
  })
}

/** Begins to close a payment channel of the wallet. Throws `service.channel_unknown`, `service.channel_empty`, `service.channel_exiting`. */
export async function exitChannel(id: string, options: LedgerOptions): Promise<void> {
  const opened = await openLedger(options)
  const { facts, state } = await findChannel(opened, id)
  if (state.exitAt !== 0) throw refusal('service.channel_exiting', { detail: `until ${utcText(state.exitAt)} UTC` })
  refuseEmpty(state)
  const [{ lockSeconds }, now] = await Promise.all([opened.ledger.serviceOf(facts.service), opened.ledger.now()])
  const left = state.deposited - state.settled
  await opened.act([{ kind: 'exit', channel: facts, serial: state.serial }], {
    costs: [
      ['Left in the channel', assetText(left, facts.asset)],
      ['Its service can settle until about', `${utcText(now + lockSeconds)} UTC`],
      ['Into your pot after that, at most', assetText(left, facts.asset)],
    ],
    done: `The channel exits: infinitio services finish ${id}, from ${utcText(now + lockSeconds)} UTC`,
    value: { channel: channelIdOf(facts), exitAt: now + lockSeconds },
  })
}

/**
 * Moves the rest of a payment channel of the wallet back into its pot (balance in the service ledger), after the channel's lock has ended. Throws
 * `service.channel_open`, `service.channel_exiting`.
 */
export async function finishChannel(id: string, options: LedgerOptions): Promise<void> {
  const opened = await openLedger(options)
  const { facts, state } = await findChannel(opened, id)
  if (state.exitAt === 0) throw refusal('service.channel_open', { detail: `infinitio services exit ${id}` })
  if ((await opened.ledger.now()) < state.exitAt) throw refusal('service.channel_exiting', { detail: `until ${utcText(state.exitAt)} UTC` })
  const left = state.deposited - state.settled
  await opened.act([{ kind: 'finish', channel: facts }], {
    costs: [
      ['Settled by its service', assetText(state.settled, facts.asset)],
      ['From the channel into your pot', assetText(left, facts.asset)],
    ],
    done: `${assetText(left, facts.asset)} are in your pot: infinitio services withdraw moves them to your wallet`,
    value: { channel: channelIdOf(facts), refund: `${left}` },
  })
}

/**
 * Asks the service of one of the wallet's channels to close the channel at once, and closes it if the service agrees. The service then accepts no more requests
 * on the channel and signs its last claim. The URL of the service comes from its terms on the chain, so this asks no server of the market if the user named the
 * Directory. Throws `service.channel_unknown`, `service.channel_empty`, `service.release_refused`, `service.release_unanswered`.
 */
export async function releaseChannel(id: string, options: LedgerOptions): Promise<void> {
  const opened = await openLedger(options)
  const { facts, state } = await findChannel(opened, id)
  refuseEmpty(state)
  const terms = (await readOffers(opened.access, { ledger: opened.ledger.ledger, services: new Set([facts.service]) })).get(facts.service)
  if (terms === undefined) throw refusal('service.release_refused', { detail: 'its terms on the chain cannot be read' })
  await agreed(options, [
    ['Service', facts.service],
    ['Asked to close the channel', channelIdOf(facts)],
    ['Requests on this channel after that', 'none'],
  ])
  const { chainId } = opened
  const domain = { chainId, ledger: opened.ledger.ledger }
  const release = await askRelease(facts, {
    url: terms.url,
    serial: state.serial,
    domain,
    sign: opened.sign,
    post: (url, call) => callService(url, { method: 'POST', ...call, chainId }),
  })
  const refund = state.deposited - release.claim
  await opened.act([{ kind: 'release', channel: facts, release }], {
    costs: [
      ['Last claim of its service', assetText(release.claim - state.settled, facts.asset)],
      ['From the channel into your pot now', assetText(refund, facts.asset)],
    ],
    done: `${assetText(refund, facts.asset)} are in your pot: infinitio services withdraw moves them to your wallet`,
    value: { channel: channelIdOf(facts), claim: `${release.claim - state.settled}`, refund: `${refund}` },
  })
}

/** Throws `service.channel_empty` if the whole deposit of a channel is settled: closing it would then refund nothing and only cost gas. */
function refuseEmpty({ deposited, settled }: LedgerChannel): void {
  if (deposited === settled) throw refusal('service.channel_empty', { detail: '0 PT' })
}

/**
 * Returns a payment channel of the wallet, found by its whole ID or the first digits of its ID. The channel's fixed data come from the market or, with
 * `--directory`, from the events of the chain. They are checked: their hash must be the ID. The channel's state comes from the chain. Throws
 * `service.channel_unknown`, `api.ambiguous_name`.
 */
export async function findChannel(opened: OpenLedger, text: string): Promise<{ facts: ChannelFacts; state: LedgerChannel }> {
  const word = text.trim().toLowerCase()
  const found = /^0x[0-9a-f]{6,64}$/.test(word) ? (await ownFacts(opened)).filter((facts) => channelIdOf(facts).startsWith(word)) : []
  if (found.length > 1) throw refusal('api.ambiguous_name', { detail: found.map(channelIdOf).join(', ') })
  const [facts] = found
  if (facts === undefined) throw refusal('service.channel_unknown', { detail: text })
  return { facts, state: await opened.ledger.channelOf(channelIdOf(facts)) }
}

/** Returns the data that identify each channel of the wallet. Throws `service.channel_unknown` if the market names a channel with other data. */
async function ownFacts({ byChain, access, ledger, client, account }: OpenLedger): Promise<ChannelFacts[]> {
  if (byChain) return (await readOwnChannels(access, { ledger, account })).channels.map(({ facts }) => facts)
  return (await askChannels(client, account)).map((wire) => channelOfWire(wire))
}

async function askChannels(client: Client, account: Address) {
  const all: Awaited<ReturnType<Client['getPayer']>>['channels'][number][] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Awaited<ReturnType<Client['getPayer']>> = await client.getPayer(account, { limit: 100, ...(cursor === '' ? {} : { cursor }) })
    all.push(...page.channels)
    cursor = page.nextCursor
  }
  return all
}
