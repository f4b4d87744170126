import type { ErrorRow } from './errorRow.ts'

/** Errors about an account. The page of each is `/docs/errors/<code>`. */
export const accountErrors = {
  'account.insufficient_balance': {
    http: 402,
    exit: 40,
    retry: false,
    sentence:
      'Your Market balance is too small for this order. Nothing was charged. Add funds (infinitio wallet deposit, or wallet faucet for test money) and sign again.',
  },
  'account.insufficient_tokens': {
    http: 402,
    exit: 40,
    retry: false,
    sentence: 'Your wallet has fewer tokens than this transaction needs. Nothing was charged. Get more tokens and try again.',
  },
  'account.receiver_invalid': {
    http: 422,
    exit: 40,
    retry: false,
    sentence: 'This address is a contract of the market, which cannot send tokens on. Nothing was sent. Enter your own address.',
  },
  'account.redeem_pays_nothing': {
    http: 422,
    exit: 40,
    retry: false,
    sentence: 'This amount is less than the smallest unit of the coin, so redeeming it pays nothing. Redeem at least 0.000001 PT.',
  },
  'account.insufficient_bond': {
    http: 409,
    exit: 40,
    retry: false,
    sentence: "The provider's bond does not cover this machine. Add to the bond and try again.",
  },
  'account.unbonding': {
    http: 409,
    exit: 41,
    retry: true,
    sentence: 'This bond is still in its waiting time. Withdraw it when the waiting time has passed.',
  },
  'account.blocked': {
    http: 403,
    exit: 40,
    retry: false,
    sentence:
      'This account cannot place orders or holds, or store files. Its leases, cancels and withdrawals still work. Ask the operator for the reason.',
  },
  'account.leases_live': {
    http: 409,
    exit: 41,
    retry: true,
    sentence: 'This account has leases that have not ended, so it cannot be deleted now. End them first.',
  },
  'account.searches_limit': {
    http: 409,
    exit: 40,
    retry: false,
    sentence: 'This account already has 10 saved searches. Delete a search that you do not use.',
  },
  'account.webhooks_limit': {
    http: 409,
    exit: 40,
    retry: false,
    sentence: 'This account already has 3 webhooks. Delete a webhook that you do not use.',
  },
  'account.webhook_refused': {
    http: 422,
    exit: 40,
    retry: false,
    sentence: 'This address cannot be a webhook. Enter an https address that is public on the internet.',
  },
  'account.webhook_unknown': {
    http: 404,
    exit: 40,
    retry: false,
    sentence: 'This account has no such webhook or delivery, or the webhook is turned off. Check your webhooks.',
  },
  'account.billing_missing': {
    http: 409,
    exit: 40,
    retry: false,
    sentence: 'An invoice needs a name and an address. Enter them and try again.',
  },
  'account.mail_off': {
    http: 409,
    exit: 40,
    retry: false,
    sentence: 'This market sends no e-mail, because its operator has not set a mail server. Use a webhook instead.',
  },
  'account.mail_limited': {
    http: 429,
    exit: 41,
    retry: true,
    sentence: 'We cannot send more confirmations to this address today. Try again tomorrow, or use another address.',
  },
  'account.mail_link_over': {
    http: 404,
    exit: 40,
    retry: false,
    sentence: 'This link was used, has expired, or was replaced by a newer link. Ask for a new link under Notifications.',
  },
  'account.faucet_used': {
    http: 429,
    exit: 41,
    retry: true,
    sentence: 'This wallet already got its test money today. Try again tomorrow, or use another burner wallet.',
  },
  'account.bond_frozen': {
    http: 409,
    exit: 41,
    retry: true,
    sentence: 'This bond is locked while a fraud record or a dispute is open. You can withdraw it after the decision.',
  },
  'account.no_slash_due': {
    http: 409,
    exit: 41,
    retry: true,
    sentence: 'No penalty on this bond can be carried out now. Check when the waiting time of the fraud record ends.',
  },
  'account.relay_not_covered': {
    http: 402,
    exit: 40,
    retry: false,
    sentence: 'We send transactions for free only for accounts with an order, a lease or a balance. Add funds, or send the transaction yourself.',
  },
  'account.relay_fee_too_low': {
    http: 402,
    exit: 40,
    retry: false,
    sentence:
      'The relay fee that you signed does not pay for the transactions that we sent for you today. Sign a higher fee, or send this one yourself.',
  },
  'account.relay_budget_used': {
    http: 429,
    exit: 41,
    retry: true,
    sentence:
      'We send no more transactions for free today. Sign a relay fee (our pay for sending it), send the transaction yourself, or try again tomorrow.',
  },
  'account.session_limit': {
    http: 402,
    exit: 40,
    retry: false,
    sentence: "The session key's limit is too low for this. Nothing was charged. Raise the limit, or sign with your wallet.",
  },
} satisfies Record<`account.${string}`, ErrorRow>
