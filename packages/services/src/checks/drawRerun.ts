import { type Hex32, keccak256Hex, type ServiceId } from '@infinitio/domain'
import { ownersOf } from '../routing/ownersOf.ts'
import { fewestOthers, type OwnedAnswer } from './judgeAnswers.ts'

/**
 * Returns the services that answer a disputed request again: three of other owners than the disputed service, one of each owner. The draw follows only from
 * `seed`, such as the hash of the disputed receipt and of a later block, so that everybody gets the same services and neither side selects them. Returns fewer if
 * the model has fewer other owners.
 */
export function drawRerun(
  services: readonly Omit<OwnedAnswer, 'head'>[],
  { disputed, seed }: { readonly disputed: ServiceId; readonly seed: Hex32 },
): readonly ServiceId[] {
  const place = ({ service }: { readonly service: ServiceId }) => keccak256Hex(new TextEncoder().encode(`${seed} ${service}`))
  const others = ownersOf(services).filter((own) => own.every(({ service }) => service !== disputed))
  const firsts = others.map((own) => own.toSorted((one, other) => (place(one) < place(other) ? -1 : 1))[0])
  const known = firsts.filter((one) => one !== undefined).toSorted((one, other) => (place(one) < place(other) ? -1 : 1))
  return known.slice(0, fewestOthers).map(({ service }) => service)
}
