import { type AskWire, askWire, type BidWire, bidWire } from '@infinitio/domain/wire'

const wholeNumbers = new Set([
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
])

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
  return Object.fromEntries(Object.entries(order).map(([name, value]) => [name, wholeNumbers.has(name) ? Number(value) : value]))
}
