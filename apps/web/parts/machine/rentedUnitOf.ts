import { developmentClass } from '@infinitio/domain'
import type { RentedUnit } from '#web/parts/machine/rentedUnit.ts'

/** Returns the unit that a machine of a class rents out, for API answers that do not contain the GPU memory of the class. */
export function rentedUnitOf({ className }: { readonly className: string }): RentedUnit {
  return className === developmentClass ? 'slot' : 'gpu'
}
