import { address, checksumAddress } from '../../index.ts'
import type { SessionNonceWire } from './session.ts'

/**
 * The EIP-4361 message an account signs to sign in, from what `POST /session/nonce` answered. The server reads it back with a parser of
 * its own and checks domain, chain, nonce and times.
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
