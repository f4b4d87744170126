import { type OpeningBlock, type ProofSlot, readOpeningBlock, readProofChecker, readSlot, type ReadValidatorSet } from '@infinitio/chain'
import { type Db, findProofSlot, insertProofSlot } from '@infinitio/db'
import type { ProofSigningDomain } from '@infinitio/domain/proofs'
import { readSlotCommittee } from '@infinitio/sdk/emission'
import { getBlock } from 'viem/actions'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import type { ChainClock } from '../chain/createChainClock.ts'
import { keepOfHead } from '../chain/keepOfHead.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'

/**
 * A proof slot (a block for which machines prove their GPUs) and its timers. Timers are the validators that measure when proofs arrive. They are in the order
 * of their selection. Stakes are decimal strings.
 */
export type DrawnSlot = ProofSlot & { readonly timers: readonly { readonly timer: string; readonly stake: string }[] }

/** Reads the blocks in which machines prove their GPUs (proof slots). All methods throw ChainUnavailableError. */
export type SlotReader = {
  /**
   * Returns the proof slot of a block, or null if machines prove nothing for this block. The timers (validators that measure when proofs arrive) are those of
   * `readSlotCommittee`, as this market first read them. They never change afterwards.
   */
  find(slot: number): Promise<DrawnSlot | null>
  /** Returns the block that decides which rows of the matrix the machines must reveal (`z` in the protocol), or null if the chain has not reached it yet. */
  openingBlock(slot: ProofSlot): Promise<OpeningBlock | null>
  /** Returns true if the newest block is at least this many seconds later than the block of the proof slot. */
  isLater(slot: ProofSlot, seconds: number): Promise<boolean>
  /** Returns the chain id and the contract address that every signed message about proofs contains. Null if this market has no ProofChecker contract. */
  domain(): Promise<ProofSigningDomain | null>
}

type Sources = { readonly db: Db; readonly facts: MarketFactsReader; readonly clock: ChainClock }

/** Creates the reader of proof slots. */
export function createSlotReader({ db, facts, clock }: Sources): SlotReader {
  const { client } = facts
  const keepSlot = keepOfHead()
  const keepBlock = keepOfHead()
  const sets: ReadValidatorSet[] = []
  let checker: Promise<ProofSigningDomain | null> | null = null
  const headKey = () => `${clock.read().blockNumber}`

  async function load(slot: number): Promise<DrawnSlot | null> {
    const { addresses, chainId } = await facts.read()
    const found = await readSlot(client, { chainId, directory: addresses.directory, slot: BigInt(slot) })
    if (found === null) return null
    const { slotHash } = found
    const known = await findProofSlot(db, { slotHash })
    if (known !== null) return { ...found, timers: known.timers }
    await insertProofSlot(db, { ...found, timers: await draw(found) })
    // Return the timers of the stored row, because another server may have stored its selection first.
    return { ...found, timers: (await findProofSlot(db, { slotHash }))?.timers ?? [] }
  }

  async function draw({ slot, at }: ProofSlot) {
    const { addresses } = await facts.read()
    const committee = await readSlotCommittee({ client, addresses }, { block: slot, at }, sets)
    return (committee?.timers ?? []).map(({ account, stake }) => ({ timer: account, stake: `${stake}` }))
  }

  return {
    find: (slot) => keepSlot(headKey(), `${slot}`, () => away(load(slot))),
    openingBlock: (slot) => keepBlock(headKey(), slot.slotHash, () => away(readOpeningBlock(client, slot))),
    async isLater({ at }, seconds) {
      const { timestamp } = await away(getBlock(client, { blockTag: 'latest' }))
      return timestamp >= at + BigInt(seconds)
    },
    async domain() {
      checker ??= away(readDomain()).finally(() => {
        checker = null
      })
      return checker
    },
  }

  async function readDomain(): Promise<ProofSigningDomain | null> {
    const { chainId, addresses } = await facts.read()
    const found = await readProofChecker(client, addresses.directory)
    return found === null ? null : { chainId, checker: found }
  }
}

async function away<T>(reading: Promise<T>): Promise<T> {
  return await reading.catch((cause: unknown) => {
    throw cause instanceof ChainUnavailableError ? cause : new ChainUnavailableError('the slot cannot be read', { cause })
  })
}
