import type {
  BoardWire,
  EmissionAccountWire,
  EmissionWire,
  EpochDocumentWire,
  HourRecordsWire,
  LossesWire,
  PostEpochWire,
  PostLossWire,
  PostRootWire,
  ProgrammesWire,
  RootsWire,
  StatementWire,
} from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Where emission stands, and its last epochs. */
export function getEmission(transport: Transport): Promise<EmissionWire> {
  return transport.send<EmissionWire>({ method: 'GET', path: '/emission' })
}

/** Incentive programmes with what is left of each, newest first. */
export function listProgrammes(transport: Transport): Promise<ProgrammesWire> {
  return transport.send<ProgrammesWire>({ method: 'GET', path: '/emission/programmes' })
}

/** What a provider can claim and what waits. Throws `api.bad_address`. */
export function getEmissionAccount(transport: Transport, account: string): Promise<EmissionAccountWire> {
  return transport.send<EmissionAccountWire>({ method: 'GET', path: `/emission/accounts/${account}` })
}

/** What was seen of nodes in hours that are over, both included, at most 72. Throws `api.not_found` while one is not. */
export function getHourRecords(transport: Transport, { first, last }: { first: bigint; last: bigint }): Promise<HourRecordsWire> {
  return transport.send<HourRecordsWire>({ method: 'GET', path: '/emission/hours', query: { first: `${first}`, last: `${last}` } })
}

/** An epoch with all its leaves, by its statement. Throws `api.not_found`. */
export function getEpochDocument(transport: Transport, statement: string): Promise<EpochDocumentWire> {
  return transport.send<EpochDocumentWire>({ method: 'GET', path: `/emission/documents/${statement}` })
}

/** The signatures that met in the last day. */
export function getEpochBoard(transport: Transport): Promise<BoardWire> {
  return transport.send<BoardWire>({ method: 'GET', path: '/emission/board' })
}

/** Hands an epoch in with a member's signature, or without where it was published. Throws `api.invalid_field`, `auth.signature_mismatch` and `api.conflict`. */
export function postEpoch(transport: Transport, body: PostEpochWire): Promise<StatementWire> {
  return transport.send<StatementWire>({ method: 'POST', path: '/emission/board', body })
}

/** Leases that were lost with their node and run on the chain still, which validators end. */
export function getOpenLosses(transport: Transport): Promise<LossesWire> {
  return transport.send<LossesWire>({ method: 'GET', path: '/emission/losses' })
}

/** Hands in a member's signature under a loss. Throws `api.not_found` and `auth.signature_wrong_signer`. */
export function postLoss(transport: Transport, body: PostLossWire): Promise<StatementWire> {
  return transport.send<StatementWire>({ method: 'POST', path: '/emission/losses', body })
}

/** The signatures under other roots that met in the last day. */
export function getRootBoard(transport: Transport): Promise<RootsWire> {
  return transport.send<RootsWire>({ method: 'GET', path: '/emission/roots' })
}

/** Hands in a root with a member's signature. Throws `api.invalid_field`, `auth.signature_wrong_signer` and `api.idempotency_conflict`. */
export function postRoot(transport: Transport, body: PostRootWire): Promise<StatementWire> {
  return transport.send<StatementWire>({ method: 'POST', path: '/emission/roots', body })
}
