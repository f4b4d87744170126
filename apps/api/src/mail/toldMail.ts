import { formatPt, type Language, type NotificationKind } from '@infinitio/domain'
import type { NotificationWire } from '@infinitio/domain/wire'
import type { MailParts } from './mailText.ts'
import { type MailWords, mailWords, type SaidFacts } from './mailWords.ts'

const mostChars = 60

/** How the reader of a mail reads. */
export type MailReader = { readonly language: Language; readonly zone: string }

const leadsTo = {
  lease_ready: 'lease',
  lease_ending: 'lease',
  lease_ended: 'lease',
  lease_budget: 'lease',
  key_budget: 'keys',
  machine_lost: 'lease',
  order_filled: 'lease',
  lease_shared: 'lease',
  share_changed: 'lease',
  share_ended: 'leases',
  search_found: 'notifications',
  node_leased: 'machines',
  node_silent: 'machines',
  node_lost: 'machines',
  webhook_disabled: 'webhooks',
} as const satisfies Record<NotificationKind, keyof MailWords['link']>

const paths = {
  machines: '/provide',
  keys: '/wallet/keys',
  leases: '/leases',
  notifications: '/notifications',
  webhooks: '/notifications#webhooks',
} as const

/** What a mail says of something an account was told, in its language and its time zone. Pure. */
export function toldMail(
  item: NotificationWire,
  { publicUrl, reader }: { publicUrl: string; reader: MailReader },
): Pick<MailParts, 'subject' | 'lines' | 'link'> {
  const words = mailWords[reader.language]
  // Each kind's words take the facts of that kind: the table says so, which a call by a union cannot.
  const write = words.told[item.kind] as (facts: NotificationWire['facts'], said: SaidFacts) => { subject: string; line: string }
  const { subject, line } = write(item.facts, saidOf(item.facts, { words, reader }))
  const to = leadsTo[item.kind]
  const path = to === 'lease' && 'lease' in item.facts ? `/leases/${item.facts.lease}` : to === 'lease' ? paths.leases : paths[to]
  return { subject, lines: [line], link: { label: words.link[to], url: `${publicUrl}${path}` } }
}

function saidOf(facts: NotificationWire['facts'], { words, reader }: { words: MailWords; reader: MailReader }): SaidFacts {
  const node = !('node' in facts) ? '' : facts.nodeName === null ? words.nodeWithoutName(facts.node.slice(0, 10)) : nameInMail(facts.nodeName)
  const name = 'leaseName' in facts && facts.leaseName !== null ? nameInMail(facts.leaseName) : null
  return {
    node,
    lease: 'lease' in facts ? words.leaseOn({ lease: facts.lease, name, node }) : '',
    pt: (units) => `${formatPt(BigInt(units), { digits: 6 })} PT`,
    moment: (seconds) => momentIn(seconds, reader.zone),
  }
}

/** Unix seconds as 2026-11-22 17:05 with the zone, by its name of the IANA list. */
function momentIn(seconds: number, zone: string): string {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(seconds * 1_000)
  return `${text} ${zone}`
}

/**
 * A name that somebody else chose, as it may stand in a mail from us: one line, letters, digits and a few signs, no sign that turns the writing around, and nothing
 * that a mail program would make a link of. Pure.
 */
function nameInMail(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N} _()#-]/gu, '·')
  return `“${[...plain.trim()].slice(0, mostChars).join('')}”`
}
