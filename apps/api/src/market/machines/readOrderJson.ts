import { askStruct, bidStruct, fieldsOfForm, type Struct } from '@infinitio/domain'
import { type AskWire, askWire, type BidWire, bidWire } from '@infinitio/domain/wire'

/**
 * Parses an ask as the matcher stored it: canonical JSON in which every bigint is a decimal string. In the API's form of an ask, times, durations and rates are
 * numbers.
 */
export function readAskJson(text: string): AskWire {
  return askWire.parse(withIntegers(askStruct, text))
}

/** Parses a bid as the matcher stored it. */
export function readBidJson(text: string): BidWire {
  return bidWire.parse(withIntegers(bidStruct, text))
}

function withIntegers(struct: Struct, text: string): Record<string, unknown> {
  const order = JSON.parse(text) as Record<string, unknown>
  for (const name of fieldsOfForm(struct, 'integer')) if (Object.hasOwn(order, name)) order[name] = Number(order[name])
  return order
}
