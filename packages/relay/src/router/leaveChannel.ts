import { exitChannelCall, finishChannelCall, releaseChannelCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { channelIdOf, hashLedgerMessage, type ServiceId } from '@infinitio/domain'
import { readSignedRelease, releasePath, type SignedRelease } from '@infinitio/services'
import { getBlock } from 'viem/actions'
import { readChannel } from '../ledger/ledgerAccess.ts'
import { readBody } from '../wire/answers.ts'
import type { ChannelSettings, RouterChannel } from './channelSettings.ts'

const timeoutMs = 120_000
const answerWithinMs = 10_000
const mostBytes = 4_096
const gas = 250_000n

/**
 * Takes one step to close a channel of a router, and returns true once it is closed and its rest is in the owner's pot. If the service signs a release with a
 * claim that its receipts cover, the channel closes at once. Otherwise the router's key begins an exit, and a call after the lock ends it. A service without
 * terms has no connection (`open` is null), and one that owes a receipt signs no release that fits, so both channels close by an exit.
 */
export async function leaveChannel(settings: ChannelSettings, service: ServiceId, open: RouterChannel | null): Promise<boolean> {
  const { ledger, keys, payer, turn } = settings
  const facts = { payer, key: keys.key, curve: 'secp256k1', service, asset: 'PToken' } as const
  const chain = await readChannel(ledger, channelIdOf(facts), 'head')
  if (chain.deposited === chain.settled) return true
  const of = { ledger: ledger.domain.ledger, channel: facts }
  const send = ({ to, data }: ReturnType<typeof exitChannelCall>, what: string) =>
    turn(() => sendCalls(ledger.client, { privateKey: keys.channelKey, calls: [{ to, data, value: 0n, gas, what }], timeoutMs }))
  if (chain.exitAt !== 0) {
    const { timestamp } = await getBlock(ledger.client, { blockTag: 'latest' })
    if (timestamp < BigInt(chain.exitAt)) return false
    await send(finishChannelCall(of), 'closing an idle channel')
    return true
  }
  const asked = open === null || open.channel.openDigests().length > 0 ? null : open
  const release = asked === null ? null : await askRelease(settings, asked, chain.serial).catch(() => null)
  if (asked !== null && release !== null && release.serial === chain.serial && release.claim <= asked.channel.figures().owed) {
    await send(releaseChannelCall({ ...of, release }), 'closing an idle channel')
    return true
  }
  await send(exitChannelCall({ ...of, serial: chain.serial }), 'leaving an idle channel')
  return false
}

async function askRelease(
  { ledger, keys, signatures }: ChannelSettings,
  { channel, upstream }: RouterChannel,
  serial: number,
): Promise<SignedRelease | null> {
  const signature = signatures.sign(hashLedgerMessage('Exit', { channel: channel.id, serial }, ledger.domain), keys.channelKey)
  const { payer, key, asset } = channel.facts
  const body = Buffer.from(JSON.stringify({ payer, key, asset, serial, signature }))
  const answer = await upstream.ask({ method: 'POST', path: releasePath, body, headers: {}, signal: AbortSignal.timeout(answerWithinMs) })
  const text = Buffer.from(await readBody(answer, mostBytes)).toString()
  return answer.statusCode === 200 ? readSignedRelease(text) : null
}
