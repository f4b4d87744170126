import type { Address } from '@infinitio/domain'

/** Where the contracts are that draw who reviews and audits, the one that has carbon proofs audited, and the one that reads reputations. */
export type AuditAddresses = {
  readonly randomBeacon: Address
  readonly panels: Address
  readonly carbonRegistry: Address
  readonly reputation: Address
}

/** The names under which the Directory keeps them, as ASCII. */
export const auditNames = {
  randomBeacon: 'RandomBeacon',
  panels: 'Panels',
  carbonRegistry: 'CarbonRegistry',
  reputation: 'Reputation',
} as const satisfies Record<keyof AuditAddresses, string>
