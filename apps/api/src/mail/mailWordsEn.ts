import type { MailWords } from './mailWords.ts'

/** What mails say in English. */
export const mailWordsEn: MailWords = {
  nodeWithoutName: (id) => `Node ${id}`,
  leaseOn: ({ lease, name, node }) => `Lease ${lease}${name === null ? '' : ` ${name}`} on ${node}`,
  told: {
    lease_ready: ({ lease }, said) => ({ subject: `Lease ${lease} is ready`, line: `${said.lease} is ready: billing has begun.` }),
    lease_ending: ({ lease, endAt, extensionStopped }, said) => ({
      subject: `Lease ${lease} ends soon`,
      line: extensionStopped
        ? `${said.lease} ends at ${said.moment(endAt)}. It cannot extend, because its machine is no longer listed. Save what you need.`
        : `${said.lease} ends at ${said.moment(endAt)}. Extend it to go on.`,
    }),
    lease_ended: ({ lease, spent, refund }, said) => ({
      subject: `Lease ${lease} is over`,
      line: `${said.lease} is over: ${said.pt(spent)} spent, ${said.pt(refund)} came back.`,
    }),
    lease_budget: ({ lease, locked, most }, said) => ({
      subject: `Most of the budget of lease ${lease} is used`,
      line: `${said.lease} has locked ${said.pt(locked)} of the ${said.pt(most)} it may extend itself to.`,
    }),
    key_budget: ({ key, spent, total }, said) => ({
      subject: 'Most of the budget of a session key is used',
      line: `The session key ${key} has spent ${said.pt(spent)} of its ${said.pt(total)}.`,
    }),
    machine_lost: ({ lease }, said) => ({
      subject: `The machine of lease ${lease} is lost`,
      line: `${said.lease}: its machine is lost. What it did not deliver is not billed.`,
    }),
    order_filled: ({ lease }, said) => ({ subject: `Your order was filled: lease ${lease}`, line: `Your order was filled. ${said.lease}.` }),
    lease_shared: ({ lease, holder, right }, said) => ({
      subject: `Lease ${lease} is shared with you`,
      line: `The wallet ${holder} shares a lease with you, to ${right} it. ${said.lease}.`,
    }),
    share_changed: ({ lease, holder, right }, said) => ({
      subject: `What you may do with lease ${lease} changed`,
      line: `The wallet ${holder} lets you ${right} its lease from now on. ${said.lease}.`,
    }),
    share_ended: ({ lease, holder }, said) => ({
      subject: `Lease ${lease} is shared with you no more`,
      line: `The wallet ${holder} shares its lease with you no more. ${said.lease}.`,
    }),
    search_found: ({ found }) => ({ subject: 'A search you saved found something', line: `New nodes for a search you saved: ${found}.` }),
    node_leased: ({ gpus, durationSeconds, lease }, said) => ({
      subject: 'A machine of yours was leased',
      line: `${said.node} was leased: ${gpus} GPU for ${(durationSeconds / 3_600).toFixed(2)} hours (lease ${lease}).`,
    }),
    node_silent: (_facts, said) => ({ subject: 'A machine of yours is silent', line: `${said.node} does not answer and is hidden from the market.` }),
    node_lost: ({ leases }, said) => ({ subject: 'A machine of yours is lost', line: `${said.node} is lost. Leases that ran there: ${leases}.` }),
    webhook_disabled: () => ({
      subject: 'A webhook of yours is out of use',
      line: 'A webhook of yours failed eight times over half a day and is out of use.',
    }),
  },
  link: {
    machines: 'See your machines',
    keys: 'See your session keys',
    lease: 'Open the lease',
    leases: 'See your leases',
    notifications: 'See your notifications',
    webhooks: 'See your webhooks',
  },
  confirm: {
    subject: 'Confirm your e-mail address',
    link: 'Confirm this address',
    lines: (account) => [
      `Somebody with the wallet ${account} asked this market to send its notifications to this address.`,
      'If that was you, open the link within a day and confirm. If not, do nothing, and nothing more is sent.',
    ],
    note: (site) => `You get this mail because the address was typed in at ${site}.`,
  },
  note: ({ account, site }) => `This is told to the wallet ${account}. Choose what it is told by e-mail at ${site}/notifications.`,
  stop: 'Stop all e-mail of this wallet to this address',
}
