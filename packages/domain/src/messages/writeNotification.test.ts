import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { notificationSample } from '../../test/notificationSamples.ts'
import { notificationKinds, notificationPath } from '../notifications/notificationKinds.ts'
import { messageText, writeNotification } from './writeNotification.ts'
import { leaseMessage, notificationMessages } from './notificationMessages.ts'
import { notificationValues, type NotificationWriter } from './notificationValues.ts'

const writer: NotificationWriter = {
  node: (id, name) => name ?? id,
  lease: ({ lease, name, node }) => `lease ${lease} ${name} ${node}`,
  account: (address) => `account ${address}`,
  amount: (units) => `${units} units`,
  moment: (seconds) => `at ${seconds}`,
  span: (seconds) => `${seconds} s`,
  url: (url) => url,
  quote: (text) => `“${text}”`,
  search: ({ searchId }) => searchId,
}

describe('the messages of notifications', () => {
  test.each(notificationKinds)('use only facts of kind %s, and the same ones in each language', (kind) => {
    const values = Object.keys(notificationValues(notificationSample(kind).facts, writer))
    const { name, subject, text } = notificationMessages[kind]
    for (const message of [name, subject, text]) {
      expect(values).toEqual(expect.arrayContaining(namesIn(message.en)))
      expect(namesIn(message.zh)).toEqual(namesIn(message.en))
      expect(message.zh).toMatch(/\p{Script=Han}/u)
    }
    expect(namesIn(text.en).length).toBeGreaterThan(0)
  })

  test('format their values with the writer, and never interpret text from others', () => {
    const ended = notificationSample('lease_ended', { leaseName: '{spent} <b>', nodeName: null })
    expect(writeNotification(ended, { language: 'en', writer })).toEqual({
      subject: 'Lease 7 has ended',
      text: `lease 7 {spent} <b> 0x${'ab'.repeat(32)} has ended: 1500000000000000000 units PT spent, 0 units PT refunded`,
    })
    const ending = notificationSample('lease_ending', { extensionStopped: null })
    expect(writeNotification(ending, { language: 'zh', writer }).text).toMatch(/at 1795000000 结束。如需继续运行请续租。$/)
  })

  test('use the name of a lease if it has one', () => {
    const text = (name: string) => messageText(leaseMessage, { language: 'en', values: { lease: '7', node: 'Attic', name } })
    expect([text('none'), text('(mine)')]).toEqual(['Lease 7 on Attic', 'Lease 7 (mine) on Attic'])
  })

  test('throw for a missing value', () => {
    expect(() => messageText(leaseMessage, { language: 'en', values: { lease: '7' } })).toThrow('node')
  })
})

test('links a notification to the page of its place, and one about a lease to that lease', () => {
  const paths = notificationKinds.map((kind) => notificationPath(notificationSample(kind)))
  expect(new Set(paths)).toEqual(
    new Set([
      '/leases/7',
      '/govern/proposals/8',
      '/disputes/4',
      '/disputes',
      '/govern/bounties/4',
      '/wallet/keys',
      '/leases',
      `/jobs/0x${'ef'.repeat(32)}`,
      '/notifications',
      '/provide',
      `/provide/nodes/0x${'ab'.repeat(32)}`,
      '/notifications#webhooks',
    ]),
  )
})

test('links a member of a panel to the work that it judges', () => {
  const pathOf = (subject: string) => notificationPath(notificationSample('panel', { subject }))
  expect(['bounty', 'carbon_proof', 'finding'].map(pathOf)).toEqual(['/govern/bounties/4', '/govern/carbon/4', '/govern/findings'])
})

/** Returns the names of the values in an ICU message, including those within its choices. */
function namesIn(text: string): string[] {
  const names = new Set<string>()
  const collect = (elements: readonly object[]): void => {
    for (const element of elements) {
      if ('options' in element) for (const option of Object.values(element.options as object)) collect((option as { value: object[] }).value)
      // Plain text and `#` are elements without a name. Their types are 0 and 7, so skip these.
      if ('type' in element && element.type !== 0 && element.type !== 7 && 'value' in element) names.add(String(element.value))
    }
  }
  collect(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst())
  return [...names].toSorted()
}
