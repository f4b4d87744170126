import { address, checksumAddress } from '../../index.ts'
import type { SessionNonceWire } from './session.ts'

/**
 * Returns the EIP-4361 message that an account signs to sign in, from the answer of `POST /session/nonce`. The server parses it independently
 * and checks domain, chain, nonce and times.
 */
export function signInMessage({ account, facts }: { account: string; facts: SessionNonceWire }): string {
  return [
    `${facts.domain} wants you to sign in with your Ethereum account:`,
    checksumAddress(address(account.toLowerCase())),
    '',
    facts.statement,
    '',
    `URI: ${facts.uri}`,
    'Version: 1',
    `Chain ID: ${facts.chainId}`,
    `Nonce: ${facts.nonce}`,
    `Issued At: ${facts.issuedAt}`,
    `Expiration Time: ${facts.expirationTime}`,
  ].join('\n')
}
