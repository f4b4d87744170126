import {
  type Address,
  address,
  type Bps,
  bps,
  type DurationSeconds,
  durationSeconds,
  type NodeId,
  nodeId,
  type PTokenUnits,
  pTokenUnits,
  type UnixSeconds,
  unixSeconds,
} from '../index.ts'

/** Brands a parsed wire address. */
export const toAddress = (wire: string): Address => address(wire)
/** Brands a parsed wire node id; 32 zero bytes mean none. */
export const toNodeId = (wire: string): NodeId => nodeId(wire)
/** PToken base units of a parsed decimal string. */
export const toTokens = (wire: string): PTokenUnits => pTokenUnits(BigInt(wire))
/** Whole seconds of a duration. */
export const toDuration = (wire: number): DurationSeconds => durationSeconds(BigInt(wire))
/** Unix seconds. */
export const toUnix = (wire: number): UnixSeconds => unixSeconds(BigInt(wire))
/** Basis points. */
export const toBps = (wire: number): Bps => bps(BigInt(wire))
