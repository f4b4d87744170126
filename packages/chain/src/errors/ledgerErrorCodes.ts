import type { ErrorCode } from '@infinitio/domain'

/** Maps errors of the service ledger to codes of the error table. */
export const ledgerErrorCodes = {
  ServiceLedger_AmountZero: 'service.call_invalid',
  ServiceLedger_PermitInvalid: 'service.permit_refused',
  ServiceLedger_PotTooLow: 'service.pot_too_low',
  ServiceLedger_EntryMissing: 'service.fees_wait',
  ServiceLedger_CallerNotPayee: 'service.not_payee',
  ServiceLedger_CallerNotOperator: 'service.not_payee',
  ServiceLedger_CallerNotFindings: 'service.not_payee',
  ServiceLedger_ServiceUnknown: 'service.unknown',
  ServiceLedger_ServiceExists: 'service.exists',
  ServiceLedger_RoyaltyInvalid: 'service.terms_invalid',
  ServiceLedger_LockOutOfRange: 'service.terms_invalid',
  ServiceLedger_GrantInvalid: 'service.grant_invalid',
  ServiceLedger_TermsTooLong: 'service.terms_invalid',
  ServiceLedger_BondLeaving: 'service.bond_leaving',
  ServiceLedger_BondNotLeaving: 'service.bond_stays',
  ServiceLedger_ActPunished: 'service.act_punished',
  ServiceLedger_KeyZero: 'service.call_invalid',
  ServiceLedger_SignerInvalid: 'service.signer_wrong',
  ServiceLedger_SerialWrong: 'service.channel_changed',
  ServiceLedger_SerialsUsedUp: 'service.serials_used',
  ServiceLedger_ChannelExiting: 'service.channel_exiting',
  ServiceLedger_ChannelNotExiting: 'service.channel_open',
  ServiceLedger_NothingToFund: 'service.channel_changed',
  ServiceLedger_AllowanceTooLow: 'service.allowance_too_low',
  ServiceLedger_AllowanceExpired: 'service.allowance_too_low',
  ServiceLedger_ChannelTooFull: 'service.allowance_too_low',
  ServiceLedger_ClaimInvalid: 'service.claim_invalid',
  ServiceLedger_RowsUneven: 'service.call_invalid',
  ServiceLedger_RowsUnsigned: 'service.rows_unsigned',
  ServiceLedger_ProofInvalid: 'service.claim_invalid',
} as const satisfies Record<string, ErrorCode>

/** The name of an error of the service ledger. */
export type LedgerErrorName = keyof typeof ledgerErrorCodes
