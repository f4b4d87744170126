import type { ErrorRow } from './errorRow.ts'

/** Errors about a signature or session. Docs page of each: docs/errors/<code>.md. */
export const authErrors = {
  'auth.account_not_deployed': {
    http: 422,
    exit: 50,
    retry: false,
    sentence: 'This contract account is not on the chain yet, so the market cannot check its orders. Deploy your account first.',
  },
  'auth.signature_malformed': { http: 400, exit: 50, retry: false, sentence: 'The signature is not one a wallet makes. Sign again.' },
  'auth.signature_wrong_signer': {
    http: 401,
    exit: 50,
    retry: false,
    sentence: 'The signature is not from the account it names. Switch your wallet to that account and sign again.',
  },
  'auth.signature_foreign_chain': {
    http: 401,
    exit: 50,
    retry: false,
    sentence: "The signature is for another chain or another market. Switch your wallet to this market's chain and sign again.",
  },
  'auth.signature_high_s': {
    http: 400,
    exit: 50,
    retry: false,
    sentence: 'The signature has a form that can be forged from another one. Sign again with an up-to-date wallet.',
  },
  'auth.signature_expired': { http: 410, exit: 50, retry: false, sentence: 'The signed instruction ran out before it arrived. Sign it again.' },
  'auth.session_missing': { http: 401, exit: 50, retry: false, sentence: 'You are not signed in. Sign in with your wallet to do this.' },
  'auth.session_expired': { http: 401, exit: 50, retry: false, sentence: 'Your session is over. Sign in again; nothing you made is lost.' },
  'auth.session_revoked': { http: 401, exit: 50, retry: false, sentence: 'You signed out of this session. Sign in again.' },
  'auth.sign_in_malformed': {
    http: 400,
    exit: 50,
    retry: false,
    sentence: 'The sign-in message could not be read. Reload the page and sign in again.',
  },
  'auth.sign_in_wrong_domain': {
    http: 401,
    exit: 50,
    retry: false,
    sentence: 'The sign-in message is for another site. Never sign it there; sign in on this page.',
  },
  'auth.sign_in_nonce_unknown': { http: 401, exit: 50, retry: false, sentence: 'The sign-in took too long or was used before. Sign in again.' },
  'auth.origin_refused': {
    http: 403,
    exit: 50,
    retry: false,
    sentence: "This request came from another site and was refused. Use this site's own pages.",
  },
  'auth.host_refused': {
    http: 421,
    exit: 50,
    retry: false,
    sentence: 'This server is reached under another name. Use the address it printed when it started.',
  },
  'auth.forbidden': { http: 403, exit: 50, retry: false, sentence: 'Your account may not see or do this. Switch to the wallet it belongs to.' },
  'auth.token_missing': {
    http: 401,
    exit: 50,
    retry: false,
    sentence: "This address is the lease holder's own. Open it from the page of the lease, or send an access token.",
  },
  'auth.ports_unsafe': {
    http: 500,
    exit: 50,
    retry: false,
    sentence: 'The host names for ports of leases must be apart from the site and encrypted. Correct PORTS_URL and the certificate.',
  },
  'auth.token_invalid': {
    http: 401,
    exit: 50,
    retry: false,
    sentence: 'This access token is wrong or too old. Open the page again to get a new one.',
  },
  'auth.token_used': { http: 401, exit: 50, retry: false, sentence: 'This access token was used already. Open the page again to get a new one.' },
  'auth.message_used': {
    http: 409,
    exit: 50,
    retry: false,
    sentence: 'This signed message was used or cancelled before. Sign a new one.',
  },
  'auth.session_invalid': {
    http: 422,
    exit: 50,
    retry: false,
    sentence: "This cannot be a session key. Use a fresh key that is not your wallet's.",
  },
  'auth.session_key_expired': {
    http: 403,
    exit: 50,
    retry: false,
    sentence: 'The session key has run out. Authorise it again with your wallet, or sign with the wallet itself.',
  },
  'auth.session_key_revoked': {
    http: 403,
    exit: 50,
    retry: false,
    sentence: 'The session key was revoked. Use another key, or sign with your wallet.',
  },
  'auth.key_not_allowed': {
    http: 403,
    exit: 50,
    retry: false,
    sentence: 'An API key may not do this. It rents and uses what it rented; for the rest sign in with the wallet itself.',
  },
} satisfies Record<`auth.${string}`, ErrorRow>
