import { atOneMoment, listApiTokens, listSessionKeys as listRows, nextNonces, readPromisedSpending, type SessionKeyRow } from '@infinitio/db'
import { type Address, sessionLeft } from '@infinitio/domain'
import type { ApiTokenWire, SessionKeysWire, SessionKeyWire } from '@infinitio/domain/wire'
import { describeToken } from './apiTokens.ts'
import type { Services } from '../../services/services.ts'

const mostKeys = 100
/** The contract counts the budgets of session keys in multiples of this many base units. */
const sessionUnit = 10n ** 9n

/** Lists up to 100 session keys of an account with their limits and the amounts spent, valid keys first. If `key` is not null, lists only that key. */
export async function listSessionKeys(
  { db, clock }: Services,
  { account, key }: { account: Address; key: Address | null },
): Promise<SessionKeysWire> {
  const { now } = clock.read()
  const { items, nonces } = await atOneMoment(db, async (tx) => {
    const rows = await listRows(tx, { account, key, limit: mostKeys })
    const tokens = Map.groupBy(await listApiTokens(tx, { account, key }), (token) => token.key)
    const described: SessionKeyWire[] = []
    for (const row of rows) {
      const promised = await readPromisedSpending(tx, { account, key: row.key, now: BigInt(now), exceptHash: '' })
      described.push(describe(row, { promised, now: BigInt(now), tokens: (tokens.get(row.key) ?? []).map(describeToken) }))
    }
    return { items: described, nonces: await nextNonces(tx, { account }) }
  })
  return { items, most: mostKeys, chainNow: now, nextNonce: { bid: nonces.bid.toString(), ask: nonces.ask.toString() } }
}

function describe(row: SessionKeyRow, { promised, now, tokens }: { promised: bigint; now: bigint; tokens: ApiTokenWire[] }): SessionKeyWire {
  const state = row.revoked ? 'revoked' : row.expiry < now ? 'expired' : 'good'
  const isGood = state === 'good'
  const spentToday = row.spentOn === now / 86_400n ? row.spentToday : 0n
  const free = sessionLeft({ ...row, totalLeft: row.left }, now) - promised
  const units = (amount: bigint) => (amount * sessionUnit).toString()
  return {
    key: row.key,
    state,
    total: units(row.total),
    spent: units(row.total - row.left),
    left: units(row.revoked ? 0n : row.left),
    dayCap: units(row.dayCap),
    spentToday: units(spentToday),
    promised: units(isGood ? promised : 0n),
    free: units(isGood && free > 0n ? free : 0n),
    expiry: Number(row.expiry),
    changedAt: Number(row.changedAt),
    changedTx: row.changedTx,
    tokens: isGood ? tokens : [],
    final: row.final,
  }
}
