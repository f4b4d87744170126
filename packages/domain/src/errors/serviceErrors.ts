import type { ErrorRow } from './errorRow.ts'

const final = { exit: 200, retry: false } as const
const passing = { exit: 201, retry: true } as const

/** Errors about AI services, balances (pots) and payment channels of the service ledger. The page of each is `/docs/errors/<code>`. */
export const serviceErrors = {
  'service.no_ledger': { http: 503, ...final, sentence: 'This market has no service ledger. Choose a market where AI services are prepaid.' },
  'service.unknown': { http: 404, ...final, sentence: 'No AI service with this ID is registered. List the services, and check the ID.' },
  'service.exists': {
    http: 409,
    ...final,
    sentence: 'A service with the same details is already registered. Nothing was sent. Choose another salt.',
  },
  'service.channel_unknown': {
    http: 404,
    ...final,
    sentence: 'This account has no such channel. List its channels, and check the ID.',
  },
  'service.channel_empty': {
    http: 409,
    ...final,
    sentence: 'Nothing is left in this channel, so nothing can come back. Nothing was sent. Fill the channel to use it again.',
  },
  'service.release_refused': {
    http: 502,
    ...passing,
    sentence: 'The service does not close this channel at once. Nothing was sent. End its running requests, or exit and wait for the lock.',
  },
  'service.release_unanswered': {
    http: 502,
    ...passing,
    sentence: 'We cannot reach the service. It may have got your request. Check your connection and try again, or exit and wait for the lock.',
  },
  'service.router_refused': {
    http: 502,
    ...passing,
    sentence: 'The router gave no answer to this account. Nothing was charged. Read its reason in the detail, and try again.',
  },
  'service.router_unanswered': {
    http: 502,
    ...passing,
    sentence: 'We cannot reach the router. Your deposit is in your channel, and you can exit it at any time. Check your connection and try again.',
  },
  'service.no_router': {
    http: 404,
    ...final,
    sentence: 'The server at this URL is not a router that you can prepay. Nothing was charged. Check the URL.',
  },
  'service.call_invalid': {
    http: 422,
    ...final,
    sentence: 'The service ledger rejects this call: an amount or a key is zero, or the rows are incomplete. Nothing was charged. Correct the call.',
  },
  'service.permit_refused': {
    http: 422,
    ...final,
    sentence: 'The token rejects the permit, and the allowance differs from the amount. Nothing was charged. Sign a new permit.',
  },
  'service.pot_too_low': {
    http: 402,
    ...final,
    sentence: 'Your pot at the service ledger holds too little. Nothing was charged. Deposit more, and send the call again.',
  },
  'service.not_payee': {
    http: 403,
    ...final,
    sentence: 'Only the payee of this service, or its operator for some calls, can do this. Use the wallet that registered the service.',
  },
  'service.terms_invalid': {
    http: 422,
    ...final,
    sentence: 'The lock must be 1 h to 7 days, the royalty up to 30 %, and the terms up to 8,192 bytes. Nothing was sent. Correct them.',
  },
  'service.grant_invalid': {
    http: 422,
    ...final,
    sentence: 'The model’s owner did not sign this grant, or it has ended. Nothing was sent. Ask the owner for a new grant.',
  },
  'service.weights_differ': {
    http: 409,
    ...final,
    sentence: 'The files differ from the record that the owner of the model signed. Nothing was sent. Download them again, or ask the owner.',
  },
  'service.bond_leaving': {
    http: 409,
    ...passing,
    sentence: 'You can collect this bond 14 days after you started to unbond it, or after 21 days if there was a finding. Try again then.',
  },
  'service.bond_stays': {
    http: 409,
    ...final,
    sentence: 'You have not started to unbond the bond of this service. Start with unbond, and collect the bond later.',
  },
  'service.act_punished': { http: 409, ...final, sentence: 'The bond was already reduced for this act. Nothing more can be taken for it.' },
  'service.fees_wait': {
    http: 409,
    ...passing,
    sentence: 'No account is set to receive the fees of this market, so the fees stay in the ledger. Try again after the next vote.',
  },
  'service.signer_wrong': {
    http: 403,
    ...final,
    sentence: 'Neither the payer nor the key of this channel sent or signed the call. Nothing was charged. Use one of them.',
  },
  'service.rows_unsigned': {
    http: 403,
    ...final,
    sentence: 'Neither the payee nor the operator sent or signed these rows. Nothing was settled. Sign the rows with one of these two.',
  },
  'service.channel_changed': {
    http: 409,
    ...final,
    sentence: 'The channel has another serial or a higher deposit. Nothing was charged. Read the channel, and send the call again.',
  },
  'service.serials_used': { http: 409, ...final, sentence: 'This channel has used its last serial. Open a new channel with another key.' },
  'service.channel_exiting': {
    http: 409,
    ...passing,
    sentence: 'The channel is exiting, and its service can still settle. Finish it after the lock of the service.',
  },
  'service.channel_open': {
    http: 409,
    ...final,
    sentence: 'The channel is not exiting. Exit it first, and finish it after the lock of the service.',
  },
  'service.allowance_too_low': {
    http: 402,
    ...final,
    sentence: 'The key may not move this amount: its allowance has ended or is too low. Nothing was charged. Raise the allowance with your wallet.',
  },
  'service.claim_invalid': {
    http: 409,
    ...final,
    sentence: 'The claim is above the deposit or the voucher, or below the settled amount. Nothing was settled. Correct the claim.',
  },
} as const satisfies Record<string, ErrorRow>
