import type { Address, Hex32 } from '@infinitio/domain'
import type { CarbonLog, FilingLog } from './carbonSource.ts'
import type { PanelDraw } from '../panelDraw.ts'

type Answer = { readonly auditor: Address; readonly accepts: boolean; readonly reason: string }

/**
 * A request to accept a proof of green energy, built from its events. `panels` counts how often an auditor panel was requested; `panelId` and `answers` belong
 * to the latest panel.
 */
export type CarbonFiling = {
  readonly filed: Extract<FilingLog, { kind: 'filed' }>
  readonly logs: (FilingLog | PanelDraw)[]
  state: 'audit' | 'accepted' | 'rejected' | 'returned' | 'revoked' | 'released'
  panelId: bigint
  panels: number
  answers: readonly Answer[]
  certificateHash: Hex32 | null
  acceptedAt: number | null
  revokedAt: number | null
}

/**
 * Calculates the state of each filing from all events. A filing is a provider's request to accept a proof of green energy. Returns a map from the number of
 * each filing to its state, in the order in which they were filed.
 */
export function carbonRecords(logs: readonly CarbonLog[]): ReadonlyMap<number, CarbonFiling> {
  const records = new Map<number, CarbonFiling>()
  const asking = new Map<bigint, CarbonFiling>()
  for (const log of logs) {
    if (log.kind === 'drawn') {
      // Other contracts also request panels. Ignore the selection of a panel that no filing (a proof of green energy) requested.
      asking.get(log.panelId)?.logs.push(log)
      continue
    }
    const record = log.kind === 'filed' ? newRecord(log) : records.get(log.id)
    if (record === undefined) continue
    records.set(log.id, record)
    record.logs.push(log)
    fold(record, log)
    asking.set(record.panelId, record)
  }
  return records
}

function newRecord(filed: CarbonFiling['filed']): CarbonFiling {
  return { filed, logs: [], state: 'audit', panelId: filed.panelId, panels: 1, answers: [], certificateHash: null, acceptedAt: null, revokedAt: null }
}

function fold(record: CarbonFiling, log: FilingLog): void {
  switch (log.kind) {
    case 'filed':
      return
    case 'shown':
      record.certificateHash = log.certificateHash
      return
    case 'asked':
      Object.assign(record, { panelId: log.panelId, panels: record.panels + 1, answers: [] })
      return
    case 'audited':
      record.answers = [...record.answers, { auditor: log.auditor, accepts: log.accepts, reason: log.reason }]
      return
    case 'accepted':
      record.acceptedAt = log.acceptedAt
      record.state = 'accepted'
      return
    case 'revoked':
      record.revokedAt = log.revokedAt
      record.state = 'revoked'
      return
    case 'rejected':
    case 'returned':
    case 'released':
      record.state = log.kind
      return
  }
}
