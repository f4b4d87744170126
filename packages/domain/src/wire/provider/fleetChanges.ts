import { z } from 'zod'
import {
  type FleetChange,
  fleetActs,
  fleetChangeLimits,
  fleetChangeStruct,
  type FleetRow,
  nodeId,
  pTokenUnits,
  structFromWire,
  structToWire,
} from '../../index.ts'
import { mandateWire } from '../orders/mandate.ts'
import { errorCode, hex32, signature, uint40, uint64, uint96 } from '../scalars.ts'
import { structWire } from '../structWire.ts'

/** A fleet change in JSON: one signature over changes of many listings. */
export const fleetChangeWire = structWire(fleetChangeStruct).meta({ id: 'FleetChange' })
export type FleetChangeWire = z.infer<typeof fleetChangeWire>

/** One row of a fleet change in JSON. Price in PToken base units per GPU-second, "0" for a pause. */
export const fleetRowWire = z.strictObject({ node: hex32, act: z.enum(fleetActs), pricePerGpuSecond: uint96 }).meta({ id: 'FleetRow' })
export type FleetRowWire = z.infer<typeof fleetRowWire>

/** `POST /provider/changes`: a signed fleet change with all its rows. */
export const signedFleetChangeWire = z
  .strictObject({ change: fleetChangeWire, rows: z.array(fleetRowWire).min(1).max(fleetChangeLimits.rows), signature })
  .meta({ id: 'SignedFleetChange' })
export type SignedFleetChangeWire = z.infer<typeof signedFleetChangeWire>

/**
 * A row of a fleet change with its state. `waiting`: the machine has not answered. A refused row has the code that the machine returned, or
 * `order.fleet_superseded`.
 */
const fleetResultWire = z.strictObject({
  ...fleetRowWire.shape,
  state: z.enum(['waiting', 'done', 'refused', 'expired']).describe('expired: its machine did not answer before the list ended.'),
  code: errorCode.nullable(),
})

/** `GET /provider/changes/{hash}`: a fleet change with the result of each machine, in the order of the rows. */
export const fleetProgressWire = z
  .strictObject({ hash: hex32, serial: uint64, issuedAt: uint40, expiry: uint40, rows: z.array(fleetResultWire), chainNow: z.int() })
  .meta({ id: 'FleetProgress' })
export type FleetProgressWire = z.infer<typeof fleetProgressWire>

/**
 * The kind of key that signs the asks of a machine, as its agent reports it. `wallet`: the provider's wallet key is on the machine. `mandate`: the machine's
 * own key, within a signing permission. `none`: neither. The market checks the signature of the permission against the provider's address.
 */
const nodeSigningWire = z
  .strictObject({
    node: hex32,
    by: z.enum(['wallet', 'mandate', 'none']),
    mandate: mandateWire.nullable(),
    mandateSignature: signature
      .nullable()
      .optional()
      .describe('The signature of the mandate. The market returns it only if the wallet of the provider made it; else null.'),
  })
  .meta({ id: 'NodeSigning' })
/** The kind of key that signs the asks of one machine, in JSON. */
export type NodeSigningWire = z.infer<typeof nodeSigningWire>

/** `PUT /nodes/signing`: the kind of key that signs the asks of each machine of this session. */
export const nodeSigningsWire = z.strictObject({ nodes: z.array(nodeSigningWire).min(1).max(200) }).meta({ id: 'NodeSignings' })
export type NodeSigningsWire = z.infer<typeof nodeSigningsWire>

/**
 * `GET /provider/signing`: the kind of key that signs the asks of each machine of the account. A machine is missing if its agent reported nothing. `lastSerial`
 * is the serial of the account's newest fleet change, "0" if there is none.
 */
export const fleetSigningWire = z
  .strictObject({ nodes: z.array(nodeSigningWire).max(fleetChangeLimits.rows), lastSerial: uint64, chainNow: z.int() })
  .meta({ id: 'FleetSigning' })
export type FleetSigningWire = z.infer<typeof fleetSigningWire>

/**
 * `GET /nodes/changes`: the rows of fleet changes that the machines of this session have not answered yet, one for each machine, with the signed change and the
 * Merkle proof of the row.
 */
export const nodeChangesWire = z
  .strictObject({ changes: z.array(z.strictObject({ change: fleetChangeWire, signature, row: fleetRowWire, proof: z.array(hex32).max(10) })) })
  .meta({ id: 'NodeChanges' })
export type NodeChangesWire = z.infer<typeof nodeChangesWire>

/** `POST /nodes/changes`: the results of machines of this session. `code` is null when the machine did what its row asks. */
export const nodeChangeResultsWire = z
  .strictObject({
    results: z
      .array(z.strictObject({ hash: hex32, node: hex32, code: errorCode.nullable() }))
      .min(1)
      .max(200),
  })
  .meta({ id: 'NodeChangeResults' })
export type NodeChangeResultsWire = z.infer<typeof nodeChangeResultsWire>

/** Converts a fleet change from its parsed JSON form. */
export function fleetChangeFromWire(wire: FleetChangeWire): FleetChange {
  return structFromWire(fleetChangeStruct, wire)
}

/** Converts a fleet change to its JSON form; the inverse of `fleetChangeFromWire`. */
export function fleetChangeToWire(change: FleetChange): FleetChangeWire {
  return structToWire(fleetChangeStruct, change)
}

/** Converts a row of a fleet change from its parsed JSON form. */
export function fleetRowFromWire({ node, act, pricePerGpuSecond }: FleetRowWire): FleetRow {
  return { node: nodeId(node), act, pricePerGpuSecond: pTokenUnits(BigInt(pricePerGpuSecond)) }
}

/** Converts a row of a fleet change to its JSON form. */
export function fleetRowToWire({ node, act, pricePerGpuSecond }: FleetRow): FleetRowWire {
  return { node, act, pricePerGpuSecond: pricePerGpuSecond.toString() }
}
