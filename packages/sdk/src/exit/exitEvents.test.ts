import { directoryAbi, marketAbi, stakeVaultAbi } from '@infinitio/chain'
import { decodeEventLog, encodeAbiParameters, encodeEventTopics, parseAbi, parseAbiParameters, toEventSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { eventsOfAllEditions, exitTopics, settledTopics, writtenEvents } from './exitEvents.ts'

const names = new Set<string>(writtenEvents.map(({ name }) => name))
const today = [...marketAbi, ...stakeVaultAbi, ...directoryAbi].flatMap((item) => (item.type === 'event' && names.has(item.name) ? [item] : []))
/** The fields that an exit (leaving the market without its servers) reads of each event. */
const fieldsRead: Record<(typeof writtenEvents)[number]['name'], string[]> = {
  Settled: ['leaseId', 'terms'],
  LeaseExtended: ['leaseId', 'durationSeconds'],
  LeaseTokenised: ['leaseId'],
  LeaseClosed: ['leaseId'],
  SessionAuthorized: ['account', 'key'],
  Bonded: ['account', 'purpose'],
  EntrySet: ['name', 'previous', 'current'],
}

describe('the events of an exit', () => {
  test('include each event as the contracts of today emit it', () => {
    expect(new Set(today.map(({ name }) => name))).toEqual(names)
    expect(today.filter((event) => !exitTopics.includes(toEventSelector(event))).map(({ name }) => name)).toEqual([])
    expect(new Set(exitTopics).size).toBe(exitTopics.length)
    expect(settledTopics.has(toEventSelector(writtenEvents[0]))).toBe(true)
  })

  test('have today every field that an exit reads', () => {
    for (const { name, inputs } of today)
      expect(inputs.map((input) => input.name)).toEqual(expect.arrayContaining(fieldsRead[name as keyof typeof fieldsRead]))
  })

  test('include an event of today that has one more fee, beside its earlier form', () => {
    const newer = parseAbi([
      'event LeaseClosed(uint256 indexed leaseId, uint8 reason, uint256 pay, uint256 renterFee, uint256 providerFee, uint256 reserveFee, uint256 refund)',
      'event LeasePaid(uint256 indexed leaseId, uint256 pay)',
    ])
    const abi = eventsOfAllEditions(newer)
    expect(abi.map(({ name }) => name)).toEqual([...writtenEvents.map(({ name }) => name), 'LeaseClosed'])
    const data = encodeAbiParameters(parseAbiParameters('uint8, uint256, uint256, uint256, uint256, uint256'), [1, 2n, 3n, 4n, 5n, 6n])
    const topics = encodeEventTopics({ abi: newer, eventName: 'LeaseClosed', args: { leaseId: 7n } })
    expect(decodeEventLog({ abi, topics: topics as never, data })).toMatchObject({ eventName: 'LeaseClosed', args: { leaseId: 7n, reserveFee: 5n } })
  })
})
