import { address, checkLimits, type ServiceId, serviceId } from '@infinitio/domain'
import type { ServiceWire } from '@infinitio/domain/wire'
import { fewestOthers, ownersOf, siteOf } from '@infinitio/services'

/** The services of one model that a check compares. */
export type CheckedModel = { readonly model: string; readonly services: readonly ServiceId[] }

/** The most models that one validator checks at once. */
const mostModels = 50

/**
 * Returns the models that can be checked, with their services: those with at least four owners, because a service is compared with three others. If a model has
 * too many services, only those with the largest bonds are checked, and the number of models is limited, too. So nobody can use up a validator's budget by
 * registering services.
 */
export function checkedModels(listed: readonly ServiceWire[]): readonly CheckedModel[] {
  const offered = listed.flatMap(({ service, payee, offer, bond }) => {
    const site = siteOf(offer?.url ?? '')
    return offer === null || site === null
      ? []
      : [{ service: serviceId(service), payee: address(payee), site, model: offer.model, bond: BigInt(bond) }]
  })
  return [...Map.groupBy(offered, ({ model }) => model)]
    .map(([model, all]) => ({ model, all: all.toSorted(byBond).slice(0, checkLimits.services) }))
    .filter(({ all }) => ownersOf(all).length > fewestOthers)
    .toSorted((one, other) => other.all.length - one.all.length || (one.model < other.model ? -1 : 1))
    .slice(0, mostModels)
    .map(({ model, all }) => ({ model, services: all.map(({ service }) => service) }))
}

function byBond(one: { readonly service: string; readonly bond: bigint }, other: { readonly service: string; readonly bond: bigint }): number {
  if (one.bond !== other.bond) return one.bond > other.bond ? -1 : 1
  return one.service < other.service ? -1 : 1
}
