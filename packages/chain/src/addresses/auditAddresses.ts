import type { Address } from '@infinitio/domain'

/** Where the contracts are that draw who reviews and audits. */
export type AuditAddresses = {
  readonly randomBeacon: Address
  readonly panels: Address
}

/** The names under which the Directory keeps them, as ASCII. */
export const auditNames = {
  randomBeacon: 'RandomBeacon',
  panels: 'Panels',
} as const satisfies Record<keyof AuditAddresses, string>
