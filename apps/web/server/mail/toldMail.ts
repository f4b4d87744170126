import { assertNever, formatPt } from '@infinitio/domain'
import type { NotificationWire } from '@infinitio/domain/wire'
import type { MailParts } from './mailText.ts'
import { nameInMail } from './nameInMail.ts'

type Said = { readonly subject: string; readonly line: string; readonly label: string; readonly path: string }
type OfLease = { lease: string; leaseName: string | null; node: string; nodeName: string | null }

/** What a mail says of something an account was told. Pure. */
export function toldMail(item: NotificationWire, { publicUrl }: { publicUrl: string }): Pick<MailParts, 'subject' | 'lines' | 'link'> {
  const { subject, line, label, path } = said(item)
  return { subject, lines: [line], link: { label, url: `${publicUrl}${path}` } }
}

function said(item: NotificationWire): Said {
  const machines = { label: 'See your machines', path: '/provide' }
  switch (item.kind) {
    case 'lease_ready':
      return { ...ofLease(item.facts), subject: `Lease ${item.facts.lease} is ready`, line: `${leaseOf(item.facts)} is ready: billing has begun.` }
    case 'lease_ending': {
      const line = `${leaseOf(item.facts)} ends at ${timeOf(item.facts.endAt)}. Extend it to go on.`
      return { ...ofLease(item.facts), subject: `Lease ${item.facts.lease} ends soon`, line }
    }
    case 'lease_ended': {
      const { lease, spent, refund } = item.facts
      return {
        ...ofLease(item.facts),
        subject: `Lease ${lease} is over`,
        line: `${leaseOf(item.facts)} is over: ${pt(spent)} spent, ${pt(refund)} came back.`,
      }
    }
    case 'machine_lost':
      return {
        ...ofLease(item.facts),
        subject: `The machine of lease ${item.facts.lease} is lost`,
        line: `${leaseOf(item.facts)}: its machine is lost. What it did not deliver is not billed.`,
      }
    case 'order_filled':
      return {
        ...ofLease(item.facts),
        subject: `Your order was filled: lease ${item.facts.lease}`,
        line: `Your order was filled. ${leaseOf(item.facts)}.`,
      }
    case 'search_found':
      return {
        subject: 'A search you saved found something',
        line: `New nodes for a search you saved: ${item.facts.found}.`,
        label: 'See your notifications',
        path: '/notifications',
      }
    case 'node_leased': {
      const { gpus, durationSeconds, lease } = item.facts
      const line = `${nodeOf(item.facts)} was leased: ${gpus} GPU for ${(durationSeconds / 3_600).toFixed(2)} hours (lease ${lease}).`
      return { ...machines, subject: 'A machine of yours was leased', line }
    }
    case 'node_silent':
      return { ...machines, subject: 'A machine of yours is silent', line: `${nodeOf(item.facts)} does not answer and is hidden from the market.` }
    case 'node_lost':
      return {
        ...machines,
        subject: 'A machine of yours is lost',
        line: `${nodeOf(item.facts)} is lost. Leases that ran there: ${item.facts.leases}.`,
      }
    case 'webhook_disabled':
      return {
        subject: 'A webhook of yours is out of use',
        line: 'A webhook of yours failed eight times over half a day and is out of use.',
        label: 'See your webhooks',
        path: '/notifications#webhooks',
      }
    default:
      return assertNever(item)
  }
}

const ofLease = ({ lease }: { lease: string }) => ({ label: 'Open the lease', path: `/leases/${lease}` })
const nodeOf = ({ node, nodeName }: { node: string; nodeName: string | null }) =>
  nodeName === null ? `Node ${node.slice(0, 10)}` : nameInMail(nodeName)
const leaseOf = ({ lease, leaseName, ...node }: OfLease) =>
  `Lease ${lease}${leaseName === null ? '' : ` ${nameInMail(leaseName)}`} on ${nodeOf(node)}`
const pt = (units: string) => `${formatPt(BigInt(units), { digits: 6 })} PT`
const timeOf = (seconds: number) => `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
