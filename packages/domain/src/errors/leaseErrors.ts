import type { ErrorRow } from './errorRow.ts'

/** Errors about a lease. Docs page of each: docs/errors/<code>.md. */
export const leaseErrors = {
  'lease.unknown': { http: 404, exit: 30, retry: false, sentence: 'There is no such lease. Check the number, or look in your leases.' },
  'lease.not_holder': {
    http: 403,
    exit: 30,
    retry: false,
    sentence: 'Only the holder of this lease can do that. Switch to the wallet that rented it, or that it was given to.',
  },
  'lease.keys_of_another': {
    http: 409,
    exit: 30,
    retry: false,
    sentence: 'The SSH keys of this lease are of who gave it to you and open it no more. Use the web shell on its page.',
  },
  'lease.not_provider': {
    http: 403,
    exit: 30,
    retry: false,
    sentence: 'Only the provider of this lease can do that. Switch to the wallet that lists the machine.',
  },
  'lease.over': { http: 410, exit: 30, retry: false, sentence: 'This lease is over. Its receipt shows what was paid and refunded.' },
  'lease.node_lost': {
    http: 410,
    exit: 30,
    retry: false,
    sentence: 'The machine of this lease was lost, so it may not serve it any more. Nothing after its last sign of life is billed.',
  },
  'lease.not_ready': { http: 409, exit: 31, retry: true, sentence: 'The machine is not ready yet. Wait a moment, or cancel for a full refund.' },
  'lease.already_ready': {
    http: 409,
    exit: 30,
    retry: false,
    sentence: 'The machine is ready already, so the lease cannot be cancelled. End it instead.',
  },
  'lease.not_started': { http: 409, exit: 31, retry: true, sentence: 'The lease has not started yet. Wait until its start.' },
  'lease.grace_passed': {
    http: 409,
    exit: 30,
    retry: false,
    sentence: 'The machine was not ready within 10 minutes of the start. Cancel for a full refund.',
  },
  'lease.ready_expired': {
    http: 410,
    exit: 31,
    retry: true,
    sentence: "The machine's word that it is ready came too late or bears a wrong time. It signs a new one by itself.",
  },
  'lease.instruction_expired': {
    http: 410,
    exit: 30,
    retry: false,
    sentence: 'Your signed instruction ran out before it reached the chain. Sign it again.',
  },
  'lease.terms_mismatch': {
    http: 409,
    exit: 30,
    retry: false,
    sentence: "The lease's terms do not match the ones on the chain. Reload the lease and try again.",
  },
  'lease.not_ended': { http: 409, exit: 31, retry: true, sentence: 'This lease can be closed an hour after its end. Nothing is lost by waiting.' },
  'lease.nothing_to_claim': {
    http: 409,
    exit: 31,
    retry: true,
    sentence: 'No new pay can be claimed yet. Pay is released one hour after it was earned; claim again then.',
  },
  'lease.not_no_show': {
    http: 409,
    exit: 31,
    retry: true,
    sentence: 'The machine still has time to get ready. You can take the refund 10 minutes after the start.',
  },
  'lease.duration_limit': { http: 422, exit: 30, retry: false, sentence: 'A lease ends at most 28 days from now. Choose a shorter time.' },
  'lease.not_closed': {
    http: 409,
    exit: 31,
    retry: true,
    sentence: 'The receipt is written when the lease is closed on the chain. Look again then.',
  },
  'lease.end_not_later': {
    http: 409,
    exit: 30,
    retry: false,
    sentence: 'The lease runs until then already. Choose a later end.',
  },
  'lease.not_extendable_yet': {
    http: 409,
    exit: 31,
    retry: true,
    sentence: 'The standing order extends the lease only in its last 10 minutes. Nothing is lost by waiting.',
  },
  'lease.auto_extend_invalid': {
    http: 422,
    exit: 30,
    retry: false,
    sentence: 'The standing order does not allow this extension. Sign a new one, of steps up to one hour.',
  },
  'lease.not_transferable': {
    http: 409,
    exit: 30,
    retry: false,
    sentence: 'This lease cannot be given away: its listing does not allow that, or it has started.',
  },
  'lease.port_unknown': {
    http: 404,
    exit: 30,
    retry: false,
    sentence: 'This port is not named in what the lease runs, so it is not reachable. Name it when you book.',
  },
  'lease.port_tokens_limit': {
    http: 409,
    exit: 30,
    retry: false,
    sentence: 'This lease has 16 access tokens for programs already. Revoke one that is not used.',
  },
} satisfies Record<`lease.${string}`, ErrorRow>
