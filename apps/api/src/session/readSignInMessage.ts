/**
 * The fields of an EIP-4361 message that a sign-in depends on. Times are in milliseconds.
 * `expiresAtMs` and `notBeforeMs` are null if the message lacks them.
 */
export type SignInMessage = {
  readonly domain: string
  readonly account: string
  readonly uri: string
  readonly chainId: number
  readonly nonce: string
  readonly issuedAtMs: number
  readonly expiresAtMs: number | null
  readonly notBeforeMs: number | null
}

const time = '[0-9TZ:.+-]{20,40}'

const form = new RegExp(
  [
    '^(?<domain>[^\\s/]{1,200}) wants you to sign in with your Ethereum account:\\n',
    '(?<account>0x[0-9a-fA-F]{40})\\n\\n',
    '(?:[^\\n]{0,300}\\n)?\\n',
    'URI: (?<uri>[^\\s]{1,300})\\n',
    'Version: 1\\n',
    'Chain ID: (?<chainId>[0-9]{1,15})\\n',
    'Nonce: (?<nonce>[0-9A-Za-z]{8,100})\\n',
    `Issued At: (?<issuedAt>${time})`,
    `(?:\\nExpiration Time: (?<expiresAt>${time}))?`,
    `(?:\\nNot Before: (?<notBefore>${time}))?`,
    '(?:\\nRequest ID: [^\\s]{0,200})?',
    '(?:\\nResources:(?:\\n- [^\\s]{1,300}){0,20})?$',
  ].join(''),
)

/**
 * Reads an EIP-4361 message of version 1. Expiry, start time, request id and up to 20 resources are optional; the resources have no effect. Returns null if the
 * message has another form. Source: EIP-4361.
 */
export function readSignInMessage(text: string): SignInMessage | null {
  const fields = form.exec(text)?.groups
  if (fields === undefined) return null
  const { domain = '', account = '', uri = '', chainId, nonce = '', issuedAt, expiresAt, notBefore } = fields
  const times = { issuedAtMs: Date.parse(issuedAt ?? ''), expiresAtMs: timeOf(expiresAt), notBeforeMs: timeOf(notBefore) }
  if (Object.values(times).some((at) => Number.isNaN(at))) return null
  return { domain, account, uri, chainId: Number(chainId), nonce, ...times }
}

function timeOf(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text)
}
