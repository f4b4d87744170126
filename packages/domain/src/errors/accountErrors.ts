import type { ErrorRow } from './errorRow.ts'

/** Errors about an account. The page of each is `/docs/errors/<code>`. */
export const accountErrors = {
  'account.insufficient_balance': {
    http: 402,
    exit: 40,
    retry: false,
    sentence: 'Your market balance does not cover this booking. Add funds in the wallet and sign again.',
  },
  'account.insufficient_tokens': {
    http: 402,
    exit: 40,
    retry: false,
    sentence: 'Your wallet holds fewer tokens than this needs. Get more and try again.',
  },
  'account.receiver_invalid': {
    http: 422,
    exit: 40,
    retry: false,
    sentence: 'This address is a contract of the market, which cannot pay the tokens out again. Choose an address of your own.',
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
    sentence: 'This bond is still waiting to be freed. Withdraw it when its waiting time is over.',
  },
  'account.blocked': {
    http: 403,
    exit: 40,
    retry: false,
    sentence: 'This account may place no new orders or holds. Its leases, cancels and withdrawals go on; ask the operator why.',
  },
  'account.leases_live': {
    http: 409,
    exit: 41,
    retry: true,
    sentence: 'This account has leases that are not over, so it cannot be deleted now. End them first.',
  },
  'account.searches_limit': {
    http: 409,
    exit: 40,
    retry: false,
    sentence: 'This account keeps 10 searches already. Delete one that is not used.',
  },
  'account.webhooks_limit': {
    http: 409,
    exit: 40,
    retry: false,
    sentence: 'This account has 3 webhooks already. Delete one that is not used.',
  },
  'account.webhook_refused': {
    http: 422,
    exit: 40,
    retry: false,
    sentence: 'This address cannot be a webhook. It must be https and lead to a public address on the internet.',
  },
  'account.webhook_unknown': {
    http: 404,
    exit: 40,
    retry: false,
    sentence: 'There is no such webhook or delivery of this account, or the webhook is not in use.',
  },
  'account.billing_missing': {
    http: 409,
    exit: 40,
    retry: false,
    sentence: 'An invoice needs a name and an address to be made out to. Enter them and try again.',
  },
  'account.mail_off': {
    http: 409,
    exit: 40,
    retry: false,
    sentence: 'This market sends no e-mail: its operator has named no mail server.',
  },
  'account.mail_limited': {
    http: 429,
    exit: 41,
    retry: true,
    sentence: 'No more confirmations can be sent to this address for now. Try again tomorrow, or use another address.',
  },
  'account.mail_link_over': {
    http: 404,
    exit: 40,
    retry: false,
    sentence: 'This link was used already, is too old, or was replaced by a newer one. Ask for a new one under Notifications.',
  },
  'account.faucet_used': {
    http: 429,
    exit: 41,
    retry: true,
    sentence: 'This wallet got its test money today. Come back tomorrow, or use another burner wallet.',
  },
  'account.bond_frozen': {
    http: 409,
    exit: 41,
    retry: true,
    sentence: 'This bond is held while a fraud record or a dispute is open. It can leave when that is decided.',
  },
  'account.no_slash_due': {
    http: 409,
    exit: 41,
    retry: true,
    sentence: "No loss of this bond can be carried out now. See when the record's wait is over.",
  },
  'account.relay_not_covered': {
    http: 402,
    exit: 40,
    retry: false,
    sentence: 'This market carries that without a fee for accounts with an order, a lease or a balance only. Add funds, or send it yourself.',
  },
  'account.relay_fee_too_low': {
    http: 402,
    exit: 40,
    retry: false,
    sentence: 'The relay fee that you signed does not cover what this market carried for you today. Sign a higher fee, or send it yourself.',
  },
  'account.relay_budget_used': {
    http: 429,
    exit: 41,
    retry: true,
    sentence: 'This market carries no more without a fee today. Sign a relay fee, send it yourself, or try again tomorrow.',
  },
  'account.session_limit': {
    http: 402,
    exit: 40,
    retry: false,
    sentence: "The session key's limit does not cover this. Raise its limit, or sign with your wallet.",
  },
} satisfies Record<`account.${string}`, ErrorRow>
