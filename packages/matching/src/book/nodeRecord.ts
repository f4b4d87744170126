import type { Address, NodeId } from '@infinitio/domain'
import type { AskRecord } from './askRecord.ts'
import type { HourCounts } from './hourCounts.ts'

/** A registered node: its fixed facts, its open asks by price then time, and the hours taken by leases and set aside by us. */
export type NodeRecord = {
  readonly node: NodeId
  readonly provider: Address
  readonly classId: number
  readonly regionId: number
  readonly gpus: number
  readonly vramGib: number
  isRetired: boolean
  /** False while the chain has dropped the registration. */
  isRegistered: boolean
  readonly asks: AskRecord[]
  readonly leased: HourCounts
  readonly reserved: HourCounts
}
