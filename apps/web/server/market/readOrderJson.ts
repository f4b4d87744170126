import { type AskWire, askWire, type BidWire, bidWire } from '@infinitio/domain/wire'

const wholeNumbers = [
  'minDurationSeconds',
  'maxDurationSeconds',
  'availableFrom',
  'availableUntil',
  'maxFeeBps',
  'noticeSeconds',
  'trialSeconds',
  'expiry',
  'minReliabilityBps',
  'durationSeconds',
  'startFrom',
  'startUntil',
]

/** An ask as the matcher stored it: canonical JSON in which every bigint is a decimal string; on the wire times, durations and rates are integers. */
export function readAskJson(text: string): AskWire {
  return askWire.parse(numbersAsNumbers(text))
}

/** A bid as the matcher stored it. */
export function readBidJson(text: string): BidWire {
  return bidWire.parse(numbersAsNumbers(text))
}

function numbersAsNumbers(text: string): Record<string, unknown> {
  const order = JSON.parse(text) as Record<string, unknown>
  for (const name of wholeNumbers) if (Object.hasOwn(order, name)) order[name] = Number(order[name])
  return order
}
