import { assetUnits, type ChannelId, type Hex32, type KeyCurve } from '@infinitio/domain'
import { readReceipt, readVoucher, type Receipt } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import type { AcceptedVoucher, ChannelEnd, HeaderVoucher, ServedChannel } from './servedChannel.ts'

/**
 * A line of a service's log:
 * - `v`: the voucher of a request; `u`: a voucher that only raises the ceiling (the most that the service may claim). Both have the hash of the body.
 * - `r`: a receipt, with the digest of its voucher.
 * - `t`: a mark. If a mark is on the disk, all lines before it are on the disk, too. `b` is the `bootId` of the machine when it wrote the mark.
 * - `x`: the service ended a channel in this serial (opening of the channel) and accepts no further voucher of it, for the reason `w`.
 * A shortened log also has:
 * - `c`: the state of a channel; `o`: the voucher of a request that runs; `k`: a receipt that clients may ask for; `e`: the last receipt of an ended serial.
 */
export type BookLine =
  | { readonly k: 'v' | 'u' | 'o'; readonly v: string; readonly q: Hex32 }
  | { readonly k: 'r' | 'k'; readonly r: string; readonly d: string }
  | { readonly k: 't'; readonly b: string | null }
  | { readonly k: 'x'; readonly c: ChannelId; readonly s: number; readonly w: ChannelEnd }
  | { readonly k: 'e'; readonly r: string }
  | ChannelLine

/**
 * The state of a channel: payer (`p`), key (`y`), serial (`s`), the numbers of vouchers that were seen (`h`, `w`), the voucher with the highest ceiling (`v`)
 * and its request (`q`), the newest receipt (`r`), and the time of the oldest receipt that was not claimed on the chain (`a`). A channel that pays in G also
 * has its asset (`g`), and one of a key on BabyJubJub its curve (`z`).
 */
export type ChannelLine = {
  readonly k: 'c'
  readonly p: string
  readonly y: string
  readonly z?: KeyCurve
  readonly s: number
  readonly h: number
  readonly w: string
  readonly v: string | null
  readonly q: Hex32 | null
  readonly r: string | null
  readonly a: number | null
  readonly g?: 'G'
}

/** Parses a line of a service's log. Throws `serving.state_unreadable`. */
export function parseBookLine(line: string): BookLine {
  try {
    return JSON.parse(line) as BookLine
  } catch (cause) {
    throw new RelayError('serving.state_unreadable', cause instanceof Error ? cause.message : '')
  }
}

/** Returns the line with the state of a channel. */
export function channelLine({ payer, key, curve, asset, serial, window, best, newestText, unsettledSinceMs }: ServedChannel): ChannelLine {
  return {
    ...{ k: 'c', p: payer, y: key, ...(curve === 'secp256k1' ? {} : { z: curve }), s: serial, h: window.highest, w: window.seen.toString(16) },
    ...{ v: best?.text ?? null, q: best?.request ?? null, r: newestText, a: unsettledSinceMs },
    ...(asset === 'G' ? { g: asset } : {}),
  }
}

/**
 * Restores the state of a channel from its line. `channel` is new, without receipts. `accept` returns the hashes of a voucher, and `hashOf` the hash of a
 * receipt. Throws `serving.state_unreadable`.
 */
export function restoreChannelLine(channel: ServedChannel, { h, w, v, q, r, a }: ChannelLine, { accept, hashOf }: RestoreParts): void {
  channel.window = { highest: h, seen: BigInt(`0x${w}`) }
  channel.unsettledSinceMs = a
  const voucher = v === null ? null : readVoucher(v)
  if (v !== null && q !== null && voucher !== null) channel.best = accept({ voucher, text: v }, q)
  const newest = r === null ? null : readReceipt(r)
  if ((v !== null && voucher === null) || (r !== null && newest === null))
    throw new RelayError('serving.state_unreadable', `the state of ${channel.id}`)
  if (newest === null) return
  Object.assign(channel, { owed: assetUnits(newest.receipt.spent), n: newest.receipt.n, newest: hashOf(newest.receipt), newestText: r })
}

type RestoreParts = {
  readonly accept: (sent: HeaderVoucher, request: Hex32) => AcceptedVoucher
  readonly hashOf: (receipt: Receipt) => Hex32
}
