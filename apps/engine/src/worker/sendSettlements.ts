import { type ContractCall, directoryAbi, settleBatchCall, settleCall, settleGroupCall, type SettleItem } from '@infinitio/chain'
import { abandonSettlement, listImageMisfits, listUnsentSettlements, type UnsentSettlement } from '@infinitio/db'
import { address, type ErrorCode, errorTable, matchId, zeroHex32 } from '@infinitio/domain'
import { fromCanonical, toCanonical } from '@infinitio/matching'
import { traceOrder } from '@infinitio/process'
import { buildCall } from './buildCall.ts'
import { countOutcome } from './countOutcome.ts'
import { nameRefusal } from './nameRefusal.ts'
import { type Items, payForSmall, type Settling } from './payForSmall.ts'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { claimed, takesWork } from './takeMarketWork.ts'
import { type InnerCall, noteTry, tryCall, type Verdict } from './tryCall.ts'

const SETTLEMENTS_AT_ONCE = 50
/** If the transactions of a match revert on the chain this many times although a simulation succeeded, the match is abandoned. */
const MAX_FAILURES = 5

/**
 * Sends every match (or group of matches that settle together), unless a stored transaction can still settle it or another key works on it. Abandons a match if
 * the contract's refusal is permanent or its machine cannot run its image. This is safe, because then no stored transaction of the match can still be mined.
 * Retries soon if the refusal is temporary or the chain node is behind. Returns the number of matches that wait for a retry.
 */
export async function sendSettlements(sender: Sender): Promise<number> {
  const { db, nowMs, retryAtMs } = sender
  const unsent = await listUnsentSettlements(db, { limit: SETTLEMENTS_AT_ONCE })
  const byName = new Map(unsent.map((settlement) => [`match/${settlement.matchId}`, settlement.matchId]))
  const due = [...byName.keys()].filter((name) => (retryAtMs.get(name) ?? 0) <= nowMs())
  let done = 0
  const run = async (names: string[]) => {
    // These matches are now reserved for this key. Before that, another key may have sent some of them, so list them again.
    const fresh = await listUnsentSettlements(db, { limit: names.length, only: names.flatMap((name) => byName.get(name) ?? []) })
    for (const settlement of fresh) {
      const isDone = await traceOrder(settlement.bidHash, () => sendOne(sender, settlement))
      if (isDone) done += 1
      noteTry(sender, { name: `match/${settlement.matchId}`, isDone })
    }
  }
  await claimed(sender, { names: due, mayGoOn: () => takesWork(sender), run })
  return unsent.length - done
}

async function sendOne(sender: Sender, settlement: UnsentSettlement): Promise<boolean> {
  const { matchId: id, isGroup, failures } = settlement
  const settling = settlingOf(sender, settlement)
  if (settling?.by === 'party') {
    const leftFor = leaveToParties(settlement, { settling, nowMs: sender.nowMs() })
    return leftFor !== null && abandon(sender, { id, code: leftFor })
  }
  const call = settling === null ? null : buildCall(sender, () => callOf(sender, { items: settling.items, isGroup }))
  if (settling === null || call === null) return abandon(sender, { id, code: 'order.settle_failed' })
  if (!(await runItsImage(sender, settling.items))) return abandon(sender, { id, code: 'node.images_unsupported' })
  const verdict = await tryCall(sender, call, await innerOf(sender, { items: settling.items, isGroup }))
  if (verdict.kind === 'unsure') return false
  if (verdict.kind === 'fine' && failures < MAX_FAILURES) {
    const action = isGroup ? 'settleBatch' : 'settle'
    return sendCall(sender, { call, gas: verdict.gas, purpose: 'settle', action, matchId: id, relayId: null, leaseId: null })
  }
  const code = verdict.kind === 'fine' ? 'order.settle_failed' : await refusalOf(sender, { settling, verdict, isGroup })
  sender.logger.warn({ matchId: id, code, failures }, 'the chain refuses a settle')
  if (code === null || errorTable[code].retry) return false
  return abandon(sender, { id, code })
}

/** Decides who settles a stored match or group, and which items. Returns null if an item cannot be parsed. */
function settlingOf({ logger, limits }: Sender, { items: texts }: UnsentSettlement): Settling | null {
  try {
    const [first, ...others] = texts.map(parseSettleItem)
    return first === undefined ? null : payForSmall([first, ...others], limits.settleTerms)
  } catch (error) {
    logger.error({ err: error }, 'a stored item cannot be read')
    return null
  }
}

type Refused = {
  readonly settling: Extract<Settling, { by: 'operator' }>
  readonly verdict: Extract<Verdict, { kind: 'refused' }>
  readonly isGroup: boolean
}

/** Returns the code with which a match is abandoned, or null while it is not certain that the chain rejects the match. */
async function refusalOf(sender: Sender, { settling: { items, matched }, verdict, isGroup }: Refused): Promise<ErrorCode | null> {
  const { code, detail: name } = verdict
  if (items !== matched && code === 'account.insufficient_balance') {
    // The refusal may be due to a raised fee: the book reserves only the cost without the raise, and the account may have spent the difference on another
    // match. So check whether the match would succeed without the raise.
    const plain = await tryCall(sender, callOf(sender, { items: matched, isGroup }), await innerOf(sender, { items: matched, isGroup }))
    if (plain.kind !== 'refused') return plain.kind === 'fine' ? 'order.value_too_low' : null
  }
  return nameRefusal(sender, { code, name, item: items[0] })
}

function callOf({ addresses: { market } }: Sender, { items, isGroup }: { items: Items; isGroup: boolean }): ContractCall {
  return isGroup ? settleBatchCall({ market, items }) : settleCall({ market, item: items[0] })
}

/**
 * Returns the inner call by which the Market settles a group (matches that settle together) within a batch. Returns no inner call for a single match. A batch
 * succeeds even if it skips a refused group, so only the inner call shows the reason of the refusal.
 */
async function innerOf(sender: Sender, { items, isGroup }: { items: Items; isGroup: boolean }): Promise<{ inner?: InnerCall }> {
  return isGroup ? { inner: await groupTrial(sender, items) } : {}
}

/** Abandons a match. Returns false and does nothing if a transaction of the match can still be mined. */
async function abandon({ db }: Sender, { id, code }: { id: bigint; code: ErrorCode }): Promise<boolean> {
  const payload = toCanonical({ kind: 'SettleAbandoned', matchId: matchId(id), code })
  const isAbandoned = await db.transaction((tx) => abandonSettlement(tx, { matchId: id, payload }))
  if (isAbandoned) countOutcome('settle', 'abandoned')
  return isAbandoned
}

/**
 * Returns the inner call by which the Market settles a group of items inside a batch of this key. The Market makes this call to itself, and either settles all
 * items or reverts with the reason. With it, one can simulate only the group.
 */
async function groupTrial({ client, addresses, address: sender }: Sender, items: readonly SettleItem[]): Promise<InnerCall> {
  const { market, directory } = addresses
  const asked = { address: directory, abi: directoryAbi, functionName: 'settleContext', args: [sender] } as const
  const [registry, feeBps, senderIsEngine] = await client.readContract(asked)
  const context = { sender, registry: address(registry.toLowerCase()), feeBps, senderIsEngine }
  return { from: market, call: settleGroupCall({ market, context, items }) }
}

/** Milliseconds, from the creation of a match, in which the parties (renter and provider) may settle the match themselves. */
const PATIENCE_MS = 120_000n

/**
 * Returns the error code with which to abandon a match that the operator does not settle; null while its parties may still settle it. If the orders allow only
 * the operator to settle the match, it is abandoned at once. A small bid may be accepted without a fee; if its renter then does not settle the match, the code
 * counts against the renter's account.
 */
export function leaveToParties(
  { createdAtMs }: Pick<UnsentSettlement, 'createdAtMs'>,
  { settling: { mayBe, wasSmall }, nowMs }: { settling: Extract<Settling, { by: 'party' }>; nowMs: number },
): ErrorCode | null {
  if (!mayBe) return 'order.value_too_low'
  if (BigInt(nowMs) - createdAtMs < PATIENCE_MS) return null
  return wasSmall ? 'order.not_settled' : 'order.value_too_low'
}

/**
 * Parses an item of a settlement from the JSON that the matcher wrote. Does not check its fields: only the matcher writes these rows, from orders that were
 * checked when they were accepted. Throws for text that is not JSON.
 */
export function parseSettleItem(text: string): SettleItem {
  // Parse the text as a command is parsed: the name of a field decides whether its text becomes a bigint.
  return fromCanonical(text) as unknown as SettleItem
}

/**
 * Returns true if the bid ordered no image, or if every machine of the match reports that it runs the ordered image. The book does not know which images a
 * machine can run, so a match with an unsuitable machine is abandoned here, before escrow is locked or time is billed.
 */
async function runItsImage({ db }: Pick<Sender, 'db'>, items: readonly SettleItem[]): Promise<boolean> {
  const wanted = items.map(({ bid, ask }) => ({ hash: bid.workloadHash, nodeId: ask.node })).filter(({ hash }) => hash !== zeroHex32)
  return (await listImageMisfits(db, { wanted })).length === 0
}
