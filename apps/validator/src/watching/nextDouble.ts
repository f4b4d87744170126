import type { DoubleSignaturesWire } from '@infinitio/domain/wire'
import type { Validator } from '../validator/validator.ts'

type Double = DoubleSignaturesWire['items'][number]

/**
 * Returns the pair to submit next; null if each was sent or is this validator's own. A pair that the contract refused is tried again after all others, so that
 * neither a short fault of the chain nor a useless pair keeps another member from being slashed.
 */
export function nextDouble(
  items: readonly Double[],
  { address, doubles }: Pick<Validator, 'address' | 'doubles'>,
): { item: Double; name: string } | null {
  const { sent, tried } = doubles
  const open = items
    .filter(({ signer }) => signer !== address)
    .map((item) => ({ item, name: `${item.subject} ${item.epoch} ${item.signer}` }))
    .filter(({ name }) => !sent.has(name))
  const next = open.find(({ name }) => !tried.has(name))
  if (next !== undefined) return next
  tried.clear()
  return open[0] ?? null
}
