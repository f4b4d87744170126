import { address, type ChannelFacts, channelIdOf, serviceId } from '@infinitio/domain'
import type { ChannelWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'

/**
 * Returns the fields that identify a payment channel, from the market's answer. Throws `service.channel_unknown` if their hash is not the channel's id, so that
 * a market cannot substitute another channel.
 */
export function channelOfWire({ channel, payer, key, curve, service, asset }: ChannelWire): ChannelFacts {
  const facts: ChannelFacts = { payer: address(payer), key: address(key), curve, service: serviceId(service), asset }
  if (channelIdOf(facts) !== channel) throw refusal('service.channel_unknown', { detail: `${channel} has other facts` })
  return facts
}
