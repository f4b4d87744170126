/** What an EIP-4361 message says, field by field. Times in milliseconds. */
export type SignInMessage = {
  readonly domain: string
  readonly account: string
  readonly uri: string
  readonly chainId: number
  readonly nonce: string
  readonly issuedAtMs: number
  readonly expiresAtMs: number
}

const form = new RegExp(
  [
    '^(?<domain>[^\\s/]{1,200}) wants you to sign in with your Ethereum account:\\n',
    '(?<account>0x[0-9a-fA-F]{40})\\n\\n',
    '(?:[^\\n]{0,300}\\n)?\\n',
    'URI: (?<uri>[^\\s]{1,300})\\n',
    'Version: 1\\n',
    'Chain ID: (?<chainId>[0-9]{1,15})\\n',
    'Nonce: (?<nonce>[0-9A-Za-z]{8,100})\\n',
    'Issued At: (?<issuedAt>[0-9TZ:.+-]{20,40})\\n',
    'Expiration Time: (?<expiresAt>[0-9TZ:.+-]{20,40})$',
  ].join(''),
)

/** Reads an EIP-4361 message strictly: version 1, an expiry, no resources. Null when it has another form. Source: EIP-4361. */
export function readSignInMessage(text: string): SignInMessage | null {
  const fields = form.exec(text)?.groups
  if (fields === undefined) return null
  const { domain, account, uri, chainId, nonce, issuedAt, expiresAt } = fields
  const issuedAtMs = Date.parse(issuedAt ?? '')
  const expiresAtMs = Date.parse(expiresAt ?? '')
  if (Number.isNaN(issuedAtMs) || Number.isNaN(expiresAtMs)) return null
  return { domain: domain ?? '', account: account ?? '', uri: uri ?? '', chainId: Number(chainId), nonce: nonce ?? '', issuedAtMs, expiresAtMs }
}
